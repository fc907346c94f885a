package dev.nightshift.site;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// What a site says about the ssl-expiry-checker.
///
/// @param config the function's own settings, as the function reads them
public record CheckerSite(String name, Deployment deployment, CheckerConfig config, Map<String, Object> settings)
        implements FunctionSite {
    static CheckerSite from(String name, Settings place, Map<String, Object> keys) {
        CheckerConfig config = CheckerConfig.from(place);
        if (!config.vantage().equals(Entry.of(name).vantage())) {
            place.at(CheckerConfig.VANTAGE).problem("is what follows the " + Entry.AT + " of the entry's name");
        }
        Deployment deployment = Deployment.from(place, Kind.SSL_EXPIRY_CHECKER.memoryMiB());
        return new CheckerSite(name, deployment, config, Deployment.without(keys));
    }

    @Override
    public Kind kind() {
        return Kind.SSL_EXPIRY_CHECKER;
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
