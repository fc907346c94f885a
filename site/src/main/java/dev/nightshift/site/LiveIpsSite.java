package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.LiveIpsConfig;
import java.util.Map;
import java.util.TreeMap;

/// What a site says about the asg-live-ip-exporter.
///
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
public record LiveIpsSite(Deployment deployment, LiveIpsConfig config, Map<String, Object> settings)
        implements FunctionSite {
    /// Names its folder, its key in the site file, its events and its settings.
    public static final String NAME = "asg-live-ip-exporter";

    /// @param keys the same place as a tree
    static LiveIpsSite from(Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place);
        LiveIpsConfig config = LiveIpsConfig.from(place);
        Map<String, Object> settings = new TreeMap<>(keys);
        settings.keySet().removeAll(Deployment.KEYS);
        return new LiveIpsSite(deployment, config, settings);
    }

    @Override
    public Watch watch() {
        return config.watch();
    }
}
