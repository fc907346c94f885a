package dev.nightshift.liveips.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script that brings a list to an operator's machine, with a stand-in for the AWS CLI.
class ReaderScriptTest {
    private static final Path READER = Path.of(
            Objects.requireNonNull(System.getProperty("nightshift.root")), "functions/asg-live-ip-exporter/reader");

    private static final String VERSION_1 =
            "An error occurred (304) when calling the GetObject operation: Not Modified";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void thereIsAnObject() throws IOException {
        // Answers with what lies in the folder, and with 304 to whoever has it already.
        Path aws = Files.writeString(folder.resolve("aws"), """
                #!/bin/sh
                [ -e "$STORE/down" ] && { cat "$STORE/down" >&2; exit 255; }
                etag=$(cksum < "$STORE/object" | cut -d' ' -f1)
                for argument in "$@"; do
                    [ "$argument" = "$etag" ] && { printf '\\n%s\\n' "$NOT_MODIFIED" >&2; exit 254; }
                    file=$argument
                done
                cp "$STORE/object" "$file"
                printf '%s\\t%s\\n' "$etag" "${LENGTH:-$(wc -c < "$file")}"
                """);
        assertThat(aws.toFile().setExecutable(true)).isTrue();
        variables.put("PATH", folder + ":" + System.getenv("PATH"));
        variables.put("STORE", folder.toString());
        variables.put("STATE_DIRECTORY", folder.resolve("state").toString());
        variables.put("NOT_MODIFIED", VERSION_1);
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
        Process process = script().start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private ProcessBuilder script() {
        ProcessBuilder script = new ProcessBuilder(
                        List.of("sh", READER.resolve("nightshift-live-ips").toString()))
                .redirectErrorStream(true);
        script.environment().putAll(variables);
        // A clock that was set for tests is not the one that the system gives its files.
        script.environment().remove("LD_PRELOAD");
        return script;
    }

    private String list() throws IOException {
        return Files.readString(folder.resolve("list"));
    }

    private Path confirmed() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.endsWith("confirmed")).findFirst().orElseThrow();
        }
    }

    private void confirmedAgo(Duration ago) throws IOException {
        Files.setLastModifiedTime(
                confirmed(),
                FileTime.from(Files.getLastModifiedTime(confirmed()).toInstant().minus(ago)));
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

    /// As both versions of the CLI say it: botocore's `ClientError`; version 2 puts its name before since 2025.
    @ParameterizedTest
    @ValueSource(strings = {VERSION_1, "aws: [ERROR]: " + VERSION_1})
    void anUnchangedListIsLeftAlone(String notModified) throws IOException, InterruptedException {
        variables.put("NOT_MODIFIED", notModified);
        read();
        isReloaded();
        confirmedAgo(Duration.ofHours(1));

        assertThat(read()).isZero();
        assertThat(isReloaded()).isFalse();
        Files.writeString(folder.resolve("down"), "Could not connect");
        assertThat(read()).as("confirmed just now").isEqualTo(1);
    }

    /// Any of them could be taken for Not Modified.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could not connect to the endpoint URL: \"https://nightshift-111304222333.s3.amazonaws.com/shop\"",
                "An error occurred (AccessDenied) when calling the GetObject operation: Not Modified",
                "An error occurred (500) when calling the GetObject operation (reached max retries: 304): x",
                "An error occurred (304) when calling the AssumeRole operation: Not Modified"
            })
    void anErrorIsNoConfirmation(String error) throws IOException, InterruptedException {
        read();
        confirmedAgo(Duration.ofHours(1));
        Files.writeString(folder.resolve("down"), error);

        assertThat(read()).isEqualTo(4);
    }

    @Test
    void aTargetThatCannotBeReplacedIsAnAlarmWhenTheListIsOld() throws IOException, InterruptedException {
        Path lists = Files.createDirectory(folder.resolve("lists"));
        variables.put("TARGET", lists.resolve("list").toString());
        read();
        publish("good 2\n");
        Files.delete(lists.resolve("list"));
        Files.delete(lists);

        assertThat(read()).isEqualTo(1);
        confirmedAgo(Duration.ofHours(1));
        assertThat(read()).isEqualTo(4);
    }

    @Test
    void aConfirmationInTheFutureCountsForNothing() throws IOException, InterruptedException {
        read();
        confirmedAgo(Duration.ofDays(-2));
        Files.writeString(folder.resolve("down"), "Could not connect");

        assertThat(read()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | '' | 3", "'' | yes | 0", "'<!DOCTYPE html><p>Sign in' | yes | 3", "'<html>' | '' | 3"})
    void withoutACheckWhatIsNoListIsNotPutInPlace(String body, String allowEmpty, int status)
            throws IOException, InterruptedException {
        read();
        variables.put("CHECK", "");
        variables.put("ALLOW_EMPTY", allowEmpty);
        publish(body);

        assertThat(read()).isEqualTo(status);
        assertThat(list()).isEqualTo(status == 0 ? body : "good 1\n");
    }

    @Test
    void aFileThatIsNotWholeIsNotPutInPlace() throws IOException, InterruptedException {
        read();
        publish("good 2 and more\n");
        variables.put("LENGTH", "99");

        assertThat(read()).isEqualTo(1);
        assertThat(list()).isEqualTo("good 1\n");
    }

    @Test
    void twoAtATimeWaitForEachOther() throws IOException, InterruptedException {
        variables.put("CHECK", "test -s");
        variables.put("RELOAD", "");
        List<Process> both = List.of(script().start(), script().start());

        for (Process one : both) {
            one.getInputStream().readAllBytes();
            assertThat(one.waitFor()).isZero();
        }
        assertThat(list()).isEqualTo("good 1\n");
    }

    @Test
    void nothingThatAReaderCouldTakeForAListLiesBesideIt() throws IOException, InterruptedException {
        Path lists = Files.createDirectory(folder.resolve("lists"));
        variables.put("TARGET", lists.resolve("list").toString());

        read();

        try (Stream<Path> files = Files.list(lists)) {
            assertThat(files).containsExactly(lists.resolve("list"));
        }
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
        Files.writeString(folder.resolve("down"), "Could not connect");

        assertThat(read()).isEqualTo(1);
        confirmedAgo(Duration.ofHours(1));
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
                        "shellcheck",
                        READER.resolve("nightshift-live-ips").toString(),
                        READER.resolve("nightshift-check-nginx").toString())
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
