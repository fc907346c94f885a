package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// What a site says about the weekend-instance-stopper.
///
/// @param config the function's own settings, as the function reads them
public record StopperSite(String name, Deployment deployment, StopperConfig config, Map<String, Object> settings)
        implements FunctionSite {
    static StopperSite from(String name, Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place, Kind.WEEKEND_INSTANCE_STOPPER.memoryMiB());
        StopperConfig config = StopperConfig.from(place);
        // One bad schedule stops no run, but it shall not be deployed.
        place.report(config.problems());
        return new StopperSite(name, deployment, config, Deployment.without(keys));
    }

    @Override
    public Kind kind() {
        return Kind.WEEKEND_INSTANCE_STOPPER;
    }

    @Override
    public Timing timing() {
        return new Timing.Every(config.every(), config.staleAfter());
    }

    @Override
    public Watch watch() {
        return config.watch();
    }

    @Override
    public Set<ZoneId> zones() {
        return config.zones();
    }
}
