package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.Environment;
import dev.nightshift.local.ops.terminal.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The functions of this checkout.
public final class Functions {
    private static final Map<String, Class<?>> HANDLERS =
            new TreeMap<>(Map.of("weekend-instance-stopper", dev.nightshift.stopper.Handler.class));
    private static final int MEMORY_MIB = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Functions() {}

    /// Their names, sorted.
    static List<String> names() {
        return List.copyOf(HANDLERS.keySet());
    }

    /// The function as it is deployed.
    ///
    /// @param settings its settings file
    /// @param topicArn where it tells what it did
    /// @throws Failure for a name that is none
    public static FunctionConfiguration configuration(Checkout checkout, String name, Path settings, String topicArn) {
        Class<?> handler = HANDLERS.get(name);
        if (handler == null) {
            throw new Failure("\"" + name + "\" is no function; there are " + String.join(", ", names()));
        }
        Map<String, String> variables =
                Map.of(Environment.CONFIG, settings.toAbsolutePath().toString(), Environment.TOPIC_ARN, topicArn);
        return new FunctionConfiguration(
                name, checkout.archive(name), handler.getName(), MEMORY_MIB, TIMEOUT, variables);
    }
}
