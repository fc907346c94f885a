package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.LambdaRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The benchmarks' yardstick: a function's job in Python and boto3, where those are installed.
final class Boto3 {
    private Boto3() {}

    /// The process that does the job, if there is a Python with boto3 on the path.
    ///
    /// @param file the script's name
    static Optional<LambdaRuntime> runtime(Checkout checkout, String file) throws IOException {
        Path script = checkout.root().resolve(Path.of("local", "ops", "src", "bench", file));
        // A shim on the path would not work in the empty environment of a function.
        return output("python3", "-c", "import sys, boto3; print(sys.executable)")
                .map(python -> function -> List.of(python, script.toString()));
    }

    private static Optional<String> output(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.onExit().join().exitValue() == 0 ? Optional.of(output) : Optional.empty();
    }
}
