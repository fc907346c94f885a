package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.StopperConfig;
import java.util.Map;
import java.util.TreeMap;

/// What a site says about the weekend-instance-stopper.
///
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
public record StopperSite(Deployment deployment, StopperConfig config, Map<String, Object> settings)
        implements FunctionSite {
    /// Names its folder, its key in the site file, its events and its settings.
    public static final String NAME = "weekend-instance-stopper";

    /// @param keys the same place as a tree
    static StopperSite from(Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place);
        StopperConfig config = StopperConfig.from(place);
        // One bad schedule stops no run, but it shall not be deployed.
        place.report(config.problems());
        Map<String, Object> settings = new TreeMap<>(keys);
        settings.keySet().removeAll(Deployment.KEYS);
        return new StopperSite(deployment, config, settings);
    }

    @Override
    public Watch watch() {
        return config.watch();
    }
}
