package dev.nightshift.infra;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.site.SiteFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One installation of Nightshift in an account and region: what its site file says.
///
/// @param name names the stack, the functions and the queues
/// @param logRetentionDays how long each function's log is kept
/// @param functions those that the site has, by name, sorted
record Site(String name, Recipients recipients, int logRetentionDays, SortedMap<String, FunctionSite> functions) {
    /// Reads what the site file says about one function.
    private interface Reader {
        /// @param keys the same place as a tree
        FunctionSite read(Settings place, Map<String, Object> keys);
    }

    private static final SortedMap<String, Reader> READERS =
            new TreeMap<>(Map.of(WeekendInstanceStopper.NAME, StopperSite::from));

    // What PutRetentionPolicy takes: CloudWatch Logs API reference, PutRetentionPolicy.
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final String ZONE = "zone";
    private static final String FUNCTIONS = "functions";

    /// Reads a site file.
    ///
    /// @throws SettingsException with every problem in it
    static Site read(Path file) {
        Object tree = withZoneHandedDown(SiteFile.read(file));
        return Settings.read(file.toString(), tree, settings -> from(settings, tree));
    }

    private static Site from(Settings settings, Object tree) {
        String name = settings.at("site").as(Site::name, "");
        settings.at(ZONE).as(Parsers::zone, ZoneOffset.UTC);
        Recipients recipients = Recipients.from(settings.at("notify"));
        int days = settings.at("logs").at("retainDays").orElse(90, Site::retentionDays);
        SortedMap<String, FunctionSite> functions = new TreeMap<>();
        Map<String, Object> trees = keys(keys(tree).get(FUNCTIONS));
        READERS.forEach((function, reader) -> {
            Settings place = settings.at(FUNCTIONS).at(function);
            if (place.present()) {
                functions.put(function, reader.read(place, keys(trees.get(function))));
            }
        });
        return new Site(name, recipients, days, functions);
    }

    /// Gives each function the site's zone, unless it names its own: a function knows nothing of its site.
    private static Object withZoneHandedDown(Object tree) {
        Map<String, Object> site = keys(tree);
        // A wrong zone is a problem of the site; that no function can use it either would be noise.
        Object zone = ZoneId.getAvailableZoneIds().contains(String.valueOf(site.get(ZONE))) ? site.get(ZONE) : "UTC";
        Map<String, Object> functions = keys(site.get(FUNCTIONS));
        functions.replaceAll((name, settings) -> {
            Map<String, Object> own = keys(settings);
            own.putIfAbsent(ZONE, zone);
            return settings instanceof Map && READERS.containsKey(name) ? own : settings;
        });
        if (!functions.isEmpty()) {
            site.put(FUNCTIONS, functions);
        }
        return tree instanceof Map ? site : tree;
    }

    private static Map<String, Object> keys(@Nullable Object tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    // Room for the longest function name within Lambda's 64 characters.
    private static String name(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,27}")) {
            throw new IllegalArgumentException(
                    "expected 1 to 28 lower-case letters, digits and hyphens, the first a letter");
        }
        return text;
    }

    private static int retentionDays(String text) {
        int days = Parsers.count(text);
        if (!RETENTION_DAYS.contains(days)) {
            throw new IllegalArgumentException("expected one of " + RETENTION_DAYS);
        }
        return days;
    }
}
