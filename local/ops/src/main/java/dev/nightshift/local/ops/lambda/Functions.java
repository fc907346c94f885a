package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.Environment;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.terminal.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The functions of this checkout.
public final class Functions {
    /// The bucket at an embedded endpoint.
    public static final String BUCKET = "nightshift-local";

    private static final Map<String, Class<?>> HANDLERS = new TreeMap<>(Map.of(
            "asg-live-ip-exporter", dev.nightshift.liveips.Handler.class,
            "parameter-store-rotator", dev.nightshift.rotator.Handler.class,
            "ssl-expiry-checker", dev.nightshift.certificates.Handler.class,
            "weekend-instance-stopper", dev.nightshift.stopper.Handler.class));
    private static final int MEMORY_MIB = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Functions() {}

    /// Their names, sorted.
    public static List<String> names() {
        return List.copyOf(HANDLERS.keySet());
    }

    /// The function as it is deployed.
    ///
    /// @param settings its settings file
    /// @param outlets the variables that name its topic and its bucket
    /// @throws Failure for a name that is none
    public static FunctionConfiguration configuration(
            Checkout checkout, String name, Path settings, Map<String, String> outlets) {
        Class<?> handler = HANDLERS.get(name);
        if (handler == null) {
            throw new Failure("\"" + name + "\" is no function; there are " + String.join(", ", names()));
        }
        Map<String, String> variables = new TreeMap<>(outlets);
        variables.put(Environment.CONFIG, settings.toAbsolutePath().toString());
        // A deployment makes a key; here it is the account's own.
        variables.put(dev.nightshift.rotator.Handler.PENDING_KEY_ARN, "alias/aws/ssm");
        return new FunctionConfiguration(
                name, checkout.archive(name), handler.getName(), MEMORY_MIB, TIMEOUT, variables);
    }

    /// Makes a topic and a bucket at an embedded endpoint, as a site has them.
    ///
    /// @return the variables that name them
    public static Map<String, String> outlets(LocalAws aws, String account, String region) {
        aws.s3(account, region).bucket(BUCKET);
        return Map.of(
                Environment.TOPIC_ARN,
                aws.sns(account, region).topic("nightshift-reports"),
                Environment.BUCKET,
                BUCKET);
    }
}
