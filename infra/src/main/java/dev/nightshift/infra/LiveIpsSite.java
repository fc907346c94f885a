package dev.nightshift.infra;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.LiveIpsConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// What a site says about the asg-live-ip-exporter.
///
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
record LiveIpsSite(Deployment deployment, LiveIpsConfig config, Map<String, Object> settings) implements FunctionSite {
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

    @Override
    public List<PolicyStatement> whereItLooks() {
        return List.of(AsgLiveIpExporter.looking(config));
    }

    @Override
    public void deploy(Construct stack, Shared shared) {
        new AsgLiveIpExporter(stack, this, shared);
    }
}
