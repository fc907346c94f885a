package dev.nightshift.site;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.Watch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a site says once for all its functions: a function knows nothing of its site.
public final class HandedDown {
    static final String FUNCTIONS = "functions";
    static final String ZONE = "zone";

    private HandedDown() {}

    /// The site's tree with its zone, and where it looks, in each function that does not say so itself.
    ///
    /// What is wrong there is a problem of the site; that no function can use it either would be noise.
    static Object in(Object tree) {
        Map<String, Object> site = keys(tree);
        Object zone = Zones.names().contains(String.valueOf(site.get(ZONE))) ? site.get(ZONE) : "UTC";
        Map<String, Object> functions = keys(site.get(FUNCTIONS));
        functions.replaceAll((name, settings) -> {
            Entry entry = Entry.of(name);
            if (!(settings instanceof Map)
                    || FunctionSite.Kind.of(entry.function()).isEmpty()) {
                return settings;
            }
            Map<String, Object> own = own(entry, settings);
            own.putIfAbsent(ZONE, zone);
            Map<String, Object> watch = keys(own.getOrDefault(Watch.KEY, site.get(Watch.KEY)));
            if (!watch.isEmpty() && (own.containsKey(Watch.KEY) || isRight(watch))) {
                watch.putIfAbsent(Watch.ROLE_NAME, physicalName(String.valueOf(site.get("site")), name));
                own.put(Watch.KEY, watch);
            }
            return own;
        });
        if (!functions.isEmpty()) {
            site.put(FUNCTIONS, functions);
        }
        return tree instanceof Map ? site : tree;
    }

    /// A function's own settings as it reads them.
    static Map<String, Object> own(Entry entry, @Nullable Object settings) {
        Map<String, Object> own = keys(settings);
        AsciiHosts.in(own);
        if (!entry.vantage().isEmpty()) {
            own.putIfAbsent(CheckerConfig.VANTAGE, entry.vantage());
        }
        return own;
    }

    /// What a function of a site is called, and the roles that it acts under.
    ///
    /// @param function as the site names it
    public static String physicalName(String site, String function) {
        return "nightshift-%s-%s".formatted(site, Entry.of(function).id());
    }

    /// A copy with texts as keys; empty for what has none.
    static Map<String, Object> keys(@Nullable Object tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private static boolean isRight(Map<String, Object> watch) {
        try {
            Settings.read(Watch.KEY, watch, Watch::from);
            return true;
        } catch (SettingsException e) {
            return false;
        }
    }
}
