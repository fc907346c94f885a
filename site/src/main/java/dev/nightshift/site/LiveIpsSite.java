package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// What a site says about the asg-live-ip-exporter.
///
/// @param config the function's own settings, as the function reads them
public record LiveIpsSite(String name, Deployment deployment, LiveIpsConfig config, Map<String, Object> settings)
        implements FunctionSite {
    static LiveIpsSite from(String name, Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place, Kind.ASG_LIVE_IP_EXPORTER.memoryMiB());
        return new LiveIpsSite(name, deployment, LiveIpsConfig.from(place), Deployment.without(keys));
    }

    @Override
    public Kind kind() {
        return Kind.ASG_LIVE_IP_EXPORTER;
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
        return Set.of(config.zone());
    }
}
