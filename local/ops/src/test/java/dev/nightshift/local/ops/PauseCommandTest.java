package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Pauses;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseCommandTest {
    private static final String SITE = """
            site: acme
            zone: Europe/Berlin
            functions:
              ssl-expiry-checker: {endpoints: [www.example.com]}
              weekend-instance-stopper: {schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}}
            """;
    private static final String REGION = "eu-central-1";

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-30T09:00:00Z")));
    private final S3Bucket bucket = aws.s3(REGION).bucket("acme-bucket");
    private final AwsEnvironment environment = AwsEnvironment.of(aws);
    private String site = SITE;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        environment.close();
        aws.close();
    }

    private int ops(String command, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(more));
        args.addAll(List.of(
                "--config",
                Files.writeString(directory.resolve("site.yaml"), site).toString()));
        out.getBuffer().setLength(0);
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    }

    @Test
    void aPauseIsMadeListedAndEnded() throws IOException {
        aws.ssm(REGION).put("/nightshift/acme/bucket", "String", "acme-bucket");

        assertThat(ops("pause", "weekend-instance-stopper", "--until", "2999-12-01T18:00", "--why", "release week"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        Pauses made = Pauses.read("", bucket.object(Pauses.KEY).orElseThrow().text());
        assertThat(made.all()).singleElement().satisfies(pause -> {
            assertThat(pause.function()).contains("weekend-instance-stopper");
            assertThat(pause.until()).isEqualTo("2999-12-01T17:00:00Z");
            assertThat(pause.why()).isEqualTo("release week");
            assertThat(pause.by()).startsWith("arn:aws:");
        });

        assertThat(ops("pause")).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString())
                .contains("weekend-instance-stopper  until Sun 1 Dec 2999 18:00 Europe/Berlin  release week");

        assertThat(ops("resume", "weekend-instance-stopper")).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).isEqualTo("Nothing is paused.\n");
        assertThat(Pauses.read("", bucket.object(Pauses.KEY).orElseThrow().text()))
                .isEqualTo(Pauses.NONE);
    }

    /// No JDK has `GMT+0`.
    @Test
    void theZoneHasTheNameOfTheSite() throws IOException {
        site = SITE.replace("Europe/Berlin", "GMT+0");

        ops("pause", "--until", "2999-12-01T17:00:00Z", "--why", "freeze", "--bucket", "acme-bucket");

        assertThat(out.toString()).contains("every function  until Sun 1 Dec 2999 17:00 GMT+0 ");
    }

    @Test
    void aBucketThatIsNamedIsNotLookedFor() throws IOException {
        assertThat(ops("pause", "--until", "2999-12-01T17:00:00Z", "--why", "freeze", "--bucket", "acme-bucket"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);

        assertThat(out.toString()).contains("every function  until Sun 1 Dec 2999 18:00 Europe/Berlin");
        assertThat(aws.calls().all())
                .extracting(Call::operation)
                .containsExactly("GetCallerIdentity", "GetObject", "PutObject");
    }

    @Test
    void aSiteThatIsNotDeployedIsNamed() throws IOException {
        assertThat(ops("pause", "--until", "2999-12-01T17:00:00Z", "--why", "freeze"))
                .isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString())
                .isEqualTo("ops: /nightshift/acme/bucket: not found in eu-central-1: deploy the site acme, or name its"
                        + " bucket with --bucket\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssl-expiry-checker --until 2999-12-01T18:00 --why freeze | \"ssl-expiry-checker\" cannot be paused",
                "stopper --until 2999-12-01T18:00 --why freeze            | \"stopper\" cannot be paused",
                "--until 2999-12-01T18:00                                 | needs --until TIME and --why TEXT",
                "weekend-instance-stopper                                 | needs --until TIME and --why TEXT",
                "--until tomorrow --why freeze                            | --until \"tomorrow\": expected a time of day",
                "--until 1999-12-01T18:00 --why freeze                    | expected a time after now",
            })
    void whatIsWrongIsRefusedAndNothingIsPaused(String options, String message) throws IOException {
        aws.ssm(REGION).put("/nightshift/acme/bucket", "String", "acme-bucket");

        assertThat(ops("pause", options.split(" "))).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).contains(message);
        assertThat(bucket.object(Pauses.KEY)).isEmpty();
    }
}
