package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `ops` in a made-up project, whose Maven and Java only say that they were called.
class OpsScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("nightshift.root", ""), "ops");

    @TempDir
    private Path root;

    @BeforeEach
    void project() throws IOException {
        Files.copy(SCRIPT, root.resolve("ops"));
        write("pom.xml", "");
        write("functions/archive.xml", "");
        write("functions/some/pom.xml", "");
        write("infra/src/main/java/Stack.java", "");
        executable("mvnw", "#!/bin/sh\necho built >>builds\n");
        executable("jdk/bin/javac", "");
        executable("jdk/bin/java", "#!/bin/sh\necho ran\n");
        write("jdk/release", "JAVA_VERSION=\"25.0.3\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "functions/archive.xml",
                "functions/some/pom.xml",
                "functions/some/src/main/java/tls/target/Messages.java",
                "functions/some/src/main/java/tls/target/deeper/Messages.java",
                "functions/some/src/main/resources/node_modules/page.html",
                "functions/some/src/main/resources/.hidden/page.html",
                "infra/src/main/java/cdk.out/Stack.java"
            })
    void whatWasBuiltFromIsBuiltAgainWhenItChanges(String source) throws IOException {
        write(source, "before");
        assertThat(ops()).isEqualTo("ran\n");
        assertThat(builds()).isEqualTo(1);

        change(source);

        assertThat(ops()).isEqualTo("ran\n");
        assertThat(builds()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "functions/some/target/classes/Messages.class",
                "functions/some/src/test/java/MessagesTest.java",
                "infra/node_modules/aws-cdk/package.json",
                "infra/cdk.out/tree.json",
                "README.md"
            })
    void whatIsBuiltOrOnlyTestedIsNot(String other) throws IOException {
        write(other, "before");
        ops();

        change(other);

        ops();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aSourceThatIsGoneIsBuiltWithout() throws IOException {
        Path source = write("functions/some/src/main/java/target/Messages.java", "");
        ops();

        Files.delete(source);
        change("functions/some/src/main/java/target");

        ops();
        assertThat(builds()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void executable(String name, String text) throws IOException {
        assertThat(write(name, text).toFile().setExecutable(true)).isTrue();
    }

    /// As an editor would after the build, however coarse the clock of the file system is.
    private void change(String name) throws IOException {
        FileTime built = Files.getLastModifiedTime(root.resolve("local/ops/target/ops.built"));
        Files.setLastModifiedTime(
                root.resolve(name), FileTime.from(built.toInstant().plus(Duration.ofSeconds(1))));
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private String ops() throws IOException {
        return Command.output(root, Map.of("JAVA_HOME", root.resolve("jdk").toString()), List.of("./ops"));
    }
}
