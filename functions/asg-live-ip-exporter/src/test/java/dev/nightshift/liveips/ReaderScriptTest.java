package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that brings a list to an operator's machine, with a stand-in for the AWS CLI.
class ReaderScriptTest {
    private static final Path READER = Path.of(
            Objects.requireNonNull(System.getProperty("nightshift.root")), "functions/asg-live-ip-exporter/reader");

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void thereIsAnObject() throws IOException {
        // Answers with what lies in the folder, and with 304 to whoever has it already.
        Path aws = Files.writeString(folder.resolve("aws"), """
                #!/bin/sh
                [ -e "$STORE/down" ] && { echo 'Could not connect' >&2; exit 255; }
                etag=$(cksum < "$STORE/object" | cut -d' ' -f1)
                for argument in "$@"; do
                    [ "$argument" = "$etag" ] && { echo 'An error occurred (304): Not Modified' >&2; exit 254; }
                    file=$argument
                done
                cp "$STORE/object" "$file"
                echo "$etag"
                """);
        assertThat(aws.toFile().setExecutable(true)).isTrue();
        variables.put("PATH", folder + ":" + System.getenv("PATH"));
        variables.put("STORE", folder.toString());
        variables.put("BUCKET", "live");
        variables.put("KEY", "shop");
        variables.put("TARGET", folder.resolve("list").toString());
        variables.put("CHECK", "grep -q good");
        variables.put("RELOAD", "touch " + folder.resolve("reloaded"));
        publish("good 1\n");
    }

    private void publish(String list) throws IOException {
        Files.writeString(folder.resolve("object"), list);
    }

    private int read() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                        List.of("sh", READER.resolve("nightshift-live-ips").toString()))
                .redirectErrorStream(true);
        script.environment().putAll(variables);
        // A clock that was set for tests is not the one that the system gives its files.
        script.environment().remove("LD_PRELOAD");
        Process process = script.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private String list() throws IOException {
        return Files.readString(folder.resolve("list"));
    }

    private boolean isReloaded() throws IOException {
        return Files.deleteIfExists(folder.resolve("reloaded"));
    }

    @Test
    void aNewListIsCheckedPutInPlaceAndReadAgain() throws IOException, InterruptedException {
        assertThat(read()).isZero();
        assertThat(list()).isEqualTo("good 1\n");
        assertThat(isReloaded()).isTrue();

        publish("good 2\n");
        assertThat(read()).isZero();
        assertThat(list()).isEqualTo("good 2\n");
        assertThat(isReloaded()).isTrue();
    }

    @Test
    void anUnchangedListIsLeftAlone() throws IOException, InterruptedException {
        read();
        isReloaded();

        assertThat(read()).isZero();
        assertThat(isReloaded()).isFalse();
    }

    @Test
    void aListThatTheReaderRefusesIsNotPutInPlace() throws IOException, InterruptedException {
        read();
        publish("bad\n");

        assertThat(read()).isEqualTo(3);
        assertThat(list()).isEqualTo("good 1\n");

        publish("good 3\n");
        assertThat(read()).isZero();
        assertThat(list()).isEqualTo("good 3\n");
    }

    @Test
    void aListThatCannotBeConfirmedStandsAndIsAnAlarmWhenItIsOld() throws IOException, InterruptedException {
        read();
        Files.createFile(folder.resolve("down"));

        assertThat(read()).isEqualTo(1);
        Path confirmed = folder.resolve("list.confirmed");
        Instant anHourBefore = Files.getLastModifiedTime(confirmed).toInstant().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(confirmed, FileTime.from(anHourBefore));
        assertThat(read()).isEqualTo(4);
        assertThat(list()).isEqualTo("good 1\n");
    }

    @Test
    void aListThatWasNotReadAgainIsFetchedAgain() throws IOException, InterruptedException {
        variables.put("RELOAD", "false");
        assertThat(read()).isEqualTo(4);

        variables.put("RELOAD", "touch " + folder.resolve("reloaded"));
        assertThat(read()).isZero();
        assertThat(isReloaded()).isTrue();
    }

    @Test
    void whatIsNotSaidIsAskedFor() throws IOException, InterruptedException {
        variables.put("KEY", "");

        assertThat(read()).isEqualTo(2);
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        "shellcheck", READER.resolve("nightshift-live-ips").toString())
                .redirectErrorStream(true);
        Process shellcheck;
        try {
            shellcheck = command.start();
        } catch (IOException e) {
            assumeTrue("required".equals(System.getProperty("nightshift.readers")), "shellcheck is not installed");
            throw e;
        }
        String output = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shellcheck.waitFor()).as(output).isZero();
    }
}
