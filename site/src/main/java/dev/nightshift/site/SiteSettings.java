package dev.nightshift.site;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings that a site deploys with its functions, for those who run a function elsewhere.
public final class SiteSettings {
    private SiteSettings() {}

    /// The content of the function's settings file.
    ///
    /// @param site a site file
    /// @param function its name, such as `weekend-instance-stopper`
    /// @throws SettingsException with every problem of the site file, or because the function is not in it
    public static String json(Path site, String function) {
        FunctionSite found = Site.read(site).functions().get(function);
        if (found == null) {
            throw new SettingsException(
                    site.toString(), List.of(new Problem("functions." + function, "", "is missing: nothing to run")));
        }
        return json(found.settings());
    }

    /// Canonical: equal settings are equal bytes, whatever their order.
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
