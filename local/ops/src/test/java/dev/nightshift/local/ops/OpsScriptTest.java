package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void testsRunOnANodeThatCdkSupportsWhereverItIs() throws IOException {
        node("bin", "v920.1.0");
        node("home/.nvm/versions/node/v922.3.0/bin", "v922.3.0");
        write("infra/package.json", "{\n  \"engines\": {\n    \"node\": \"^922.0.0 || ^924.0.0\"\n  }\n}\n");

        assertThat(ops("test")).isEqualTo("tested on v922.3.0\n");
    }

    @Test
    void anotherNodeIsSaidInOneLineAndCdkIsAskedToSayNoMore() throws IOException {
        Path bin = node("bin", "v920.1.0");
        write("infra/package.json", "  \"node\": \"^922.0.0 || ^924.0.0\"\n");

        assertThat(ops("test")).isEqualTo("""
                        ops: CDK supports Node.js ^922.0.0 || ^924.0.0 (https://nodejs.org); going on with %s/node, which is v920.1.0
                        tested on v920.1.0 silent for 920
                        """.formatted(bin));
    }

    @ParameterizedTest
    @CsvSource({
        "-pl, functions/some, false",
        "--projects, functions/some, false",
        "-pl, infra, true",
        "-amd, -plfunctions/some, true",
        "-B, -U, true"
    })
    void onlyTestsOfTheCdkAppAskForNode(String first, String second, boolean asked) throws IOException {
        node("bin", "v922.3.0");
        write("infra/package.json", "  \"node\": \"^922.0.0\"\n");
        write("asked", "");

        ops("test", first, second);

        // The made-up Maven asks as well.
        assertThat(Files.readAllLines(root.resolve("asked"))).hasSize(asked ? 2 : 1);
    }

    private Path node(String directory, String version) throws IOException {
        executable(
                directory + "/node", "#!/bin/sh\necho asked >>%s\necho %s\n".formatted(root.resolve("asked"), version));
        executable("mvnw", """
                #!/bin/sh
                echo "tested on $(node)" ${JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION:+silent for $JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION}
                """);
        return root.resolve(directory);
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

    private String ops(String... words) throws IOException {
        return Command.output(
                root,
                Map.of(
                        // Not what the script of this run has set.
                        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION",
                        "",
                        "JAVA_HOME",
                        root.resolve("jdk").toString(),
                        "HOME",
                        root.resolve("home").toString(),
                        "NVM_DIR",
                        "",
                        "PATH",
                        root.resolve("bin") + ":" + System.getenv("PATH")),
                Stream.concat(Stream.of("./ops"), Stream.of(words)).toList());
    }
}
