package dev.nightshift.site;

import dev.nightshift.certificates.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import java.util.Map;
import java.util.TreeMap;

/// What a site says about the ssl-expiry-checker.
///
/// @param name of its entry
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
public record CheckerSite(String name, Deployment deployment, CheckerConfig config, Map<String, Object> settings)
        implements FunctionSite {
    /// Names its folder, its key in the site file, its events and its settings.
    public static final String NAME = "ssl-expiry-checker";

    /// @param keys the same place as a tree
    static CheckerSite from(String name, Settings place, Map<String, Object> keys) {
        Map<String, Object> settings = new TreeMap<>(keys);
        settings.keySet().removeAll(Deployment.KEYS);
        CheckerConfig config = CheckerConfig.from(place);
        if (!config.vantage().equals(Entry.of(name).vantage())) {
            place.at(CheckerConfig.VANTAGE).problem("is what follows the " + Entry.AT + " of the entry's name");
        }
        return new CheckerSite(name, Deployment.from(place), config, settings);
    }

    @Override
    public Watch watch() {
        return config.watch();
    }
}
