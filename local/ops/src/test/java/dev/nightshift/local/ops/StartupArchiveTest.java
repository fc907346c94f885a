package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive of a made-up program, by the JVM that runs these tests.
class StartupArchiveTest {
    private static final Path BIN = Path.of(System.getProperty("java.home", ""), "bin");

    @TempDir
    private Path directory;

    @Test
    void aProgramStartsFromItsArchiveAndNeverRunsTheClassesOfAnEarlierJar() throws IOException, InterruptedException {
        build("old");
        archive().make("Main");
        assertThat(run("-Xlog:class+load")).contains("Main source: shared objects file", "\nold\n");
        FileTime before = Files.getLastModifiedTime(jar());

        build("new");
        Files.setLastModifiedTime(jar(), FileTime.from(before.toInstant().plus(Duration.ofSeconds(1))));
        assertThat(run()).isEqualTo("new\n");

        archive().make("Main");
        assertThat(run("-Xlog:class+load")).contains("Main source: shared objects file", "\nnew\n");
    }

    @Test
    void noArchiveIsLeftWhenItCannotBeMade() throws IOException, InterruptedException {
        build("old");
        archive().make("Main");

        assertThatThrownBy(() -> archive().make("Missing")).isInstanceOf(IOException.class);

        assertThat(directory.resolve("program.jsa")).doesNotExist();
        assertThat(directory).isDirectoryNotContaining("glob:**.jsa.*");
    }

    private StartupArchive archive() {
        return new StartupArchive(
                BIN.resolve("java"), jar().toString(), directory.toString(), directory.resolve("program.jsa"));
    }

    private Path jar() {
        return directory.resolve("program.jar");
    }

    private void build(String says) throws IOException {
        Files.writeString(
                directory.resolve("Main.java"),
                "class Main { public static void main(String[] a) { System.out.println(\"%s\"); } }".formatted(says));
        command(Stream.of("javac", "Main.java"));
        command(Stream.of("jar", "--create", "--file", "program.jar", "Main.class"));
    }

    private String run(String... options) throws IOException {
        Stream<String> java = Stream.of(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=program.jsa",
                "-Xlog:cds=off");
        return command(Stream.of(java, Stream.of(options), Stream.of("-cp", jar().toString(), "Main"))
                .flatMap(words -> words));
    }

    private String command(Stream<String> words) throws IOException {
        List<String> all = words.toList();
        return Command.output(
                directory,
                Map.of(),
                Stream.concat(
                                Stream.of(BIN.resolve(all.getFirst()).toString()),
                                all.stream().skip(1))
                        .toList());
    }
}
