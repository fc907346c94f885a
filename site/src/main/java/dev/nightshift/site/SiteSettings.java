package dev.nightshift.site;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The settings that a site deploys with its functions, for those who run a function elsewhere.
public final class SiteSettings {
    private static final String SITE = "site";

    private SiteSettings() {}

    /// What a site says about one of its functions.
    ///
    /// @param site a site file, or a file with the function's settings alone
    /// @param entry the key of its entry, such as `weekend-instance-stopper` or `ssl-expiry-checker@internal`
    /// @throws SettingsException with every problem of the file, or because the function is not in it
    public static FunctionSite of(Path site, String entry) {
        Optional<FunctionSite.Kind> kind = FunctionSite.Kind.of(Entry.of(entry).function());
        Map<String, Object> tree = HandedDown.keys(SiteFile.read(site));
        if (kind.isPresent() && !tree.isEmpty() && !tree.containsKey(SITE) && !tree.containsKey(HandedDown.FUNCTIONS)) {
            Map<String, Object> own = HandedDown.own(Entry.of(entry), tree);
            return Settings.read(site.toString(), own, place -> kind.get().read(entry, place, own));
        }
        FunctionSite found = Site.read(site).functions().get(entry);
        if (found == null) {
            throw new SettingsException(
                    site.toString(), List.of(new Problem("functions." + entry, "", "is missing: nothing to run")));
        }
        return found;
    }

    /// The content of a function's settings file. Canonical: equal settings are equal bytes, whatever their order.
    public static String json(Map<String, Object> settings) {
        return Json.write(canonical(settings)) + "\n";
    }

    private static Object canonical(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, value) -> sorted.put(key.toString(), canonical(value)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(SiteSettings::canonical).toList();
            default -> tree.toString();
        };
    }
}
