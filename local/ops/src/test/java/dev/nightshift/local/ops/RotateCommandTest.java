package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateCommandTest {
    private static final String OURS =
            "arn:aws:sts::123456789012:assumed-role/role/nightshift-acme-parameter-store-rotator";

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.start(Clock.systemUTC());
    private final AwsEnvironment environment = AwsEnvironment.of(aws);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        environment.close();
        aws.close();
    }

    private int plan(String... more) throws IOException {
        Path settings =
                Files.writeString(directory.resolve("settings.json"), "{\"zone\": \"UTC\", \"paths\": [\"/acme/\"]}");
        String[] args = {"rotate", "--plan", "--config", settings.toString()};
        return Ops.execute(
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(List.of(args).stream(), List.of(more).stream()).toArray(String[]::new));
    }

    private void put(String name, String every, Duration age) {
        aws.ssm("eu-central-1")
                .put(name, "SecureString", "canary-in-the-mine")
                .tag("nightshift:rotate-every", every)
                .tag("nightshift:strategy", "random")
                .written(Clock.systemUTC().instant().minus(age), OURS);
    }

    @Test
    void whatIsDueComesFirstAndNothingIsDecryptedOrChanged() throws IOException {
        put("/acme/young", "30d", Duration.ofDays(1));
        put("/acme/old", "30d", Duration.ofDays(31));

        assertThat(plan()).as(err.toString()).isEqualTo(ExitStatus.FINE);

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll("  +.*  +", "  ")))
                .containsExactly("/acme/old  is due", "/acme/young  is not due");
        assertThat(out.toString()).doesNotContain("canary");
        assertThat(aws.calls().all()).extracting(Call::operation).containsExactly("GetResources", "DescribeParameters");
    }

    @Test
    void whatCannotBeRotatedIsAFindingWithItsReason() throws IOException {
        put("/acme/odd", "monthly", Duration.ofDays(1));

        assertThat(plan("--json")).as(err.toString()).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString())
                .contains(
                        "\"parameter\":\"/acme/odd\"",
                        "its tag nightshift:rotate-every is \\\"monthly\\\": expected a time")
                .doesNotContain("\"due\"");
    }

    @Test
    void withoutParametersItSaysWhatWasLookedFor() throws IOException {
        assertThat(plan()).as(err.toString()).isEqualTo(ExitStatus.FINE);

        assertThat(out).hasToString("Nothing below /acme/ carries the tag nightshift:rotate-every.\n");
    }
}
