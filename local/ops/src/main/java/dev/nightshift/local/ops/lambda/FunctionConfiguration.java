package dev.nightshift.local.ops.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What Lambda is told about a function when it is deployed.
///
/// @param name the function's name, also its directory under `functions/`
/// @param archive the zip file, as uploaded
/// @param handler the handler's class name
/// @param memoryMiB what the function gets; the heap is a part of it
/// @param timeout for one event
/// @param variables the deployment's own; they must not be any that Lambda reserves
public record FunctionConfiguration(
        String name, Path archive, String handler, int memoryMiB, Duration timeout, Map<String, String> variables) {
    public FunctionConfiguration {
        variables = Map.copyOf(variables);
    }
}
