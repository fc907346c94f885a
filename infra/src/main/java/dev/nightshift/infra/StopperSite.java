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
/// @param volumeKeys ARNs of the KMS keys that instances' volumes are encrypted with: EC2 may be granted their use
///     when such an instance is started
/// @param config the function's own settings, as the function reads them
/// @param settings the same as the tree that travels to the function, with sorted keys
record StopperSite(Deployment deployment, List<String> volumeKeys, StopperConfig config, Map<String, Object> settings)
        implements FunctionSite {
    private static final String VOLUME_KEYS = "volumeKeys";

    /// @param keys the same place as a tree
    static StopperSite from(Settings place, Map<String, Object> keys) {
        Deployment deployment = Deployment.from(place);
        List<String> volumeKeys = place.at(VOLUME_KEYS).items().stream()
                .map(item -> item.as(StopperSite::keyArn, ""))
                .toList();
        StopperConfig config = StopperConfig.from(place);
        // One bad schedule stops no run, but it shall not be deployed.
        place.report(config.problems());
        Map<String, Object> settings = new TreeMap<>(keys);
        settings.keySet().removeAll(Deployment.KEYS);
        settings.remove(VOLUME_KEYS);
        return new StopperSite(deployment, volumeKeys, config, settings);
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

    private static String keyArn(String text) {
        if (!text.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...");
        }
        return text;
    }
}
