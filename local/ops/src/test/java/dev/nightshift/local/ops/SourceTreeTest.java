package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every folder of sources must be: in the repository, and checked for null.
class SourceTreeTest {
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", ""));
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    @TempDir
    private Path repository;

    @Test
    void gitIgnoresBuildOutputsAndNoPackageForItsName() throws IOException {
        Files.copy(ROOT.resolve(".gitignore"), repository.resolve(".gitignore"));
        git("init", "--quiet");
        for (String module : modules()) {
            for (String name : List.of("target", "node_modules", "cdk.out", ".idea", ".vscode", "build", "out")) {
                write(module + "/src/main/java/" + name + "/Source.java");
                write(module + "/src/test/resources/" + name + "/source.txt");
            }
            write(module + "/target/classes/Output.class");
        }
        write("target/spotless-index");
        write("infra/node_modules/aws-cdk/package.json");
        write("infra/cdk.out/manifest.json");

        assertThat(git("ls-files", "--others", "--ignored", "--exclude-standard")
                        .lines())
                .filteredOn(file -> file.contains("/src/"))
                .isEmpty();
        assertThat(git("ls-files", "--others", "--exclude-standard").lines())
                .filteredOn(file -> !file.contains("/src/"))
                .containsExactly(".gitignore");
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java"))
                                .map(Path::getParent)
                                .distinct())
                        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                                .content()
                                .contains("@NullMarked"));
            }
        }
    }

    /// The folders of all modules that have sources.
    static List<String> modules() throws IOException {
        return modules("");
    }

    private static List<String> modules(String folder) throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(ROOT.resolve(folder).resolve("src"))) {
            found.add(folder);
        }
        String pom = Files.readString(ROOT.resolve(folder).resolve("pom.xml"));
        for (MatchResult module : MODULE.matcher(pom).results().toList()) {
            found.addAll(modules(folder.isEmpty() ? module.group(1) : folder + "/" + module.group(1)));
        }
        return found;
    }

    private void write(String name) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private String git(String... words) throws IOException {
        return Command.output(
                repository,
                Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"),
                Stream.concat(Stream.of("git"), Stream.of(words)).toList());
    }
}
