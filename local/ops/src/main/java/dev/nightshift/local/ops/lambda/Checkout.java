package dev.nightshift.local.ops.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where things are in the checkout that `ops` belongs to.
///
/// @param root the directory of the script `ops`
public record Checkout(Path root) {
    /// The one this program was built in; the script and the build name it in a system property.
    public static Checkout current() {
        return new Checkout(Path.of(System.getProperty("nightshift.root")));
    }

    /// The function's archive, as `cdk deploy` uploads it.
    public Path archive(String function) {
        return root.resolve("functions", function, "target", function + ".zip");
    }

    /// A case among the function's events.
    public Path event(String function, String name) {
        return root.resolve("events", function, name + ".json");
    }

    /// The site that is deployed when nothing else is said.
    public Path site() {
        return root.resolve("infra", "site.yaml");
    }

    /// The settings that the demo's weekend is played with.
    public Path demoSettings(String name) {
        return root.resolve("local", "ops", "src", "main", "demo", name + ".json");
    }

    /// Where the pages go that a demo leaves.
    public Path demoPages() throws IOException {
        return Files.createDirectories(root.resolve("local", "ops", "target", "demo"));
    }

    /// AWS's runtime interface client, with further options for its JVM.
    public LambdaRuntime runtime(String... options) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("local", "ops", "target", "lambda-runtime"))) {
            return LambdaRuntime.java25(jars.sorted().toList(), List.of(options));
        }
    }
}
