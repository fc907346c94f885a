package dev.nightshift.site;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.rotator.RotatorConfig;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a site says about the parameter-store-rotator.
///
/// @param keys ARNs of the KMS keys that parameters are encrypted with, besides the account's default
/// @param config the function's own settings, as the function reads them
public record RotatorSite(
        String name, Deployment deployment, List<String> keys, RotatorConfig config, Map<String, Object> settings)
        implements FunctionSite {
    private static final String KEYS = "keys";
    private static final String SOLE_ACTOR = "soleActor";

    static RotatorSite from(String name, Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place, Kind.PARAMETER_STORE_ROTATOR.memoryMiB());
        List<String> kmsKeys = place.at(KEYS).items().stream()
                .map(item -> item.as(RotatorSite::keyArn, ""))
                .toList();
        // Said once for all functions; this one looks after its own place alone.
        place.at(Watch.KEY);
        boolean alone = deployment.reservedConcurrency().equals(Optional.of(1));
        RotatorConfig config = RotatorConfig.from(place);
        if (config.soleActor() && !alone) {
            place.at(SOLE_ACTOR).problem("is true only with reservedConcurrency: 1, and follows from it");
        }
        Map<String, Object> settings = Deployment.without(keys);
        settings.keySet().removeAll(List.of(KEYS, Watch.KEY));
        settings.put(SOLE_ACTOR, String.valueOf(alone));
        return new RotatorSite(name, deployment, kmsKeys, config, settings);
    }

    private static String keyArn(String text) {
        if (!text.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...");
        }
        return text;
    }

    @Override
    public Kind kind() {
        return Kind.PARAMETER_STORE_ROTATOR;
    }

    @Override
    public Timing timing() {
        return new Timing.Daily(config.at(), config.zone(), config.staleAfter());
    }

    @Override
    public Set<ZoneId> zones() {
        return Set.of(config.zone());
    }
}
