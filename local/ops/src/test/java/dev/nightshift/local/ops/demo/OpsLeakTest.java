package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.ops.AwsEnvironment;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.lambda.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that `ops` shows of the rotator, searched for every value that there was and for the key of the person
/// who asks.
class OpsLeakTest {
    private static final String[] PLAN = {"rotate", "--plan"};
    private static final String[] RUN = {
        "run",
        RotationDemo.FUNCTION,
        Checkout.current().event(RotationDemo.FUNCTION, "scheduled").toString(),
        "--aws",
        "--bucket=state"
    };

    @TempDir
    private Path directory;

    private final StringWriter shown = new StringWriter();

    @Test
    void nothingThatIsShownHoldsAnyValueWhateverGoesWrong() throws IOException, SQLException {
        InstantSource clock = InstantSource.system();
        try (LocalAws aws = LocalAws.start(clock);
                GuardedAccount account = new GuardedAccount(aws, clock, directory);
                AwsEnvironment environment = AwsEnvironment.of(aws)) {
            aws.s3(GuardedAccount.REGION).bucket("state");
            String settings = "--config=" + account.settings();
            String topic = "--topic=" + aws.sns(GuardedAccount.REGION).topic("reports");

            aws.faults()
                    .on("ssm", "PutParameter")
                    .where(asked -> "true".equals(asked.get("Overwrite")))
                    .with(new Fault.Repeating(400, "ValidationException"));
            ops(RUN, settings, topic, "--log", "--json");
            ops(PLAN, settings);
            aws.faults().clear();
            ops(RUN, settings, topic, "--log");
            ops(PLAN, settings, "--json");
            aws.faults().on("tagging", "GetResources").with(new Fault.Repeating(400, "InvalidParameterException"));
            ops(PLAN, settings);
            aws.faults().on("sts", "GetCallerIdentity").with(new Fault.Repeating(400, "ValidationError"));
            ops(RUN, settings, topic);

            int rotated = account.users().size() + 2;
            Canaries canaries = account.canaries();
            assertThat(canaries.count()).isGreaterThan(7);
            assertThat(canaries.in(shown.toString())).isEmpty();
            assertThat(shown.toString())
                    .contains("is under way", "\"remark\":\"is due\"")
                    .containsPattern(
                            "\"errorMessage\":\"cannot wait for the next scheduled run: /acme/prod/\\w+: PutParameter: ValidationException")
                    .contains(
                            rotated + " rotated, 1 unfinished", "the target cannot be asked", "\"Rotated\":" + rotated)
                    .contains("GetResources: InvalidParameterException", "Service: sts")
                    .doesNotContain(environment.secretAccessKey());
        }
    }

    private void ops(String[] command, String... options) {
        String[] line = Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
        Ops.execute(new PrintWriter(shown), new PrintWriter(shown), line);
    }
}
