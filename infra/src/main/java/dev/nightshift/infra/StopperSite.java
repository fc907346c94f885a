package dev.nightshift.infra;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.StopperConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// What a site says about the weekend-instance-stopper.
///
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
record StopperSite(Deployment deployment, StopperConfig config, Map<String, Object> settings) implements FunctionSite {
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

    @Override
    public List<PolicyStatement> whereItLooks() {
        return WeekendInstanceStopper.permissions(this);
    }

    @Override
    public void deploy(Construct stack, Shared shared) {
        new WeekendInstanceStopper(stack, this, shared);
    }
}
