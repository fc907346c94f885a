package dev.nightshift.local.ops.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What Lambda starts in an execution environment, in the directory of the unpacked archive.
@FunctionalInterface
public interface LambdaRuntime {
    /// The process that fetches the function's events.
    List<String> commandLine(FunctionConfiguration function);

    /// AWS's runtime interface client on this program's own JDK, with the collector and the compiler that Lambda
    /// gives Java 25 ("Customize Java runtime startup behavior", Lambda Developer Guide).
    ///
    /// @param jars the client and what it needs
    /// @param options further ones for the JVM
    static LambdaRuntime java25(List<Path> jars, List<String> options) {
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        return function -> {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            // The heap's share of the memory; the rest is for code, classes and threads.
            command.add("-Xmx" + function.memoryMiB() * 85 / 100 + "m");
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"));
            command.add(function.handler());
            return command;
        };
    }
}
