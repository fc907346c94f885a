package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A package that has more files than one takes in at a glance lacks a concept.
class PackageSizeTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root"));
    private static final int MOST_FILES = 25;

    /// The packages that are larger. None may be added.
    private static final Set<String> LARGER = Set.of(
            "functions/kit-aws/src/main/java/dev/nightshift/kit/aws",
            "functions/parameter-store-rotator/src/main/java/dev/nightshift/rotator");

    @Test
    void onlyTheListedPackagesAreLarge() throws IOException {
        Map<String, Long> large = sizes();
        large.values().removeIf(files -> files <= MOST_FILES);

        assertThat(large.keySet()).isEqualTo(LARGER);
    }

    private static Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (String part : new String[] {"functions", "site", "infra/src", "local"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java"))
                        .filter(file -> file.toString().contains("/src/main/java/"))
                        .collect(Collectors.groupingBy(
                                file -> ROOT.relativize(file.getParent()).toString(), Collectors.counting()))
                        .forEach(sizes::put);
            }
        }
        return sizes;
    }
}
