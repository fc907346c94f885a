package dev.nightshift.local.ops.demo;

import static dev.nightshift.local.ops.demo.GuardedAccount.MAILER;
import static dev.nightshift.local.ops.demo.GuardedAccount.REGION;
import static dev.nightshift.local.ops.demo.GuardedAccount.RUDE;
import static dev.nightshift.local.ops.demo.GuardedAccount.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.front.Faults;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that leaves the packaged rotator, searched for every value that it ever had, whatever goes wrong.
class RotatorLeakTest {
    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-22T03:10:00Z"));
    private final List<String> deadLetters = new ArrayList<>();

    /// What goes wrong while values are on their way.
    @FunctionalInterface
    private interface Trouble {
        void begin(Faults faults) throws SQLException;
    }

    private static Trouble onPut(String path, String code) {
        return faults -> faults.on("ssm", "PutParameter")
                .where(parameters -> parameters.getOrDefault("Name", "").startsWith(path))
                .with(new Fault.Repeating(400, code));
    }

    private static Trouble on(String service, String operation, String code) {
        return faults -> faults.on(service, operation).with(new Fault.Repeating(400, code));
    }

    @Test
    void noSinkHoldsAnyValueWhateverGoesWrong() throws IOException, SQLException {
        List<String> sinks = new ArrayList<>();
        try (LocalAws aws = LocalAws.start(clock);
                GuardedAccount account = new GuardedAccount(aws, clock, directory)) {
            List<Trouble> troubles = List.of(
                    faults -> {},
                    onPut("/nightshift-pending/", "ValidationException"),
                    on("ecs", "UpdateService", "AccessDeniedException"),
                    faults -> disarm(account),
                    faults -> arm(account),
                    onPut("/acme/", "ValidationException"),
                    onPut("/acme/", "AccessDeniedException"),
                    on("sns", "Publish", "InvalidParameter"));
            try (LambdaProcess process = process(aws, account)) {
                for (Trouble trouble : troubles) {
                    aws.faults().clear();
                    trouble.begin(aws.faults());
                    for (String user : account.users()) {
                        sinks.add(said(process, user));
                    }
                    // Goes on with those too.
                    sinks.add(said(process, TOKEN));
                }
                aws.faults().clear();
                sinks.add(said(process, RUDE));
                onPut(MAILER, "ValidationException").begin(aws.faults());
                sinks.add(said(process, MAILER));
                aws.faults().clear();
                sinks.add(said(process, MAILER));
                sinks.addAll(process.printed());
            }
            aws.sns(REGION).publications().forEach(message -> sinks.add(message.toString()));
            sinks.addAll(account.asked());
            sinks.addAll(deadLetters);
            aws.calls()
                    .of("s3", "PutObject")
                    .forEach(put -> sinks.add(put.parameters().toString()));
            S3Bucket bucket = aws.s3(REGION).bucket(Functions.BUCKET);
            bucket.keys()
                    .forEach(key -> sinks.add(bucket.object(key).orElseThrow().text()));
            assertThat(bucket.keys())
                    .containsExactly(
                            "state/parameter-store-rotator/checked.json",
                            "state/parameter-store-rotator/findings.json",
                            "state/parameter-store-rotator/wrong-passwords.json");

            Canaries canaries = account.canaries();
            assertThat(canaries.count()).isGreaterThan(10);
            assertThat(sinks)
                    .anyMatch(sink -> sink.contains("1 rotated"))
                    .anyMatch(sink -> sink.contains("PutParameter: ValidationException"))
                    .anyMatch(sink -> sink.contains("PutParameter of /nightshift-pending/"))
                    .anyMatch(sink -> sink.contains("UpdateService: AccessDeniedException"))
                    .anyMatch(sink -> sink.contains("acme-reload on Service=shop"))
                    .anyMatch(sink -> sink.contains("the target cannot be asked"))
                    .anyMatch(sink -> sink.contains(MAILER + ": PutParameter: ValidationException"));
            assertThat(account.users())
                    .allSatisfy(
                            user -> assertThat(sinks)
                                    .anyMatch(
                                            sink -> sink.matches(
                                                    ".*" + user
                                                            + " .* (the target refuses the new credential: SQLSTATE 42|may not change|has no account).*")));
            assertThat(deadLetters)
                    .anyMatch(letter -> letter.contains("/acme/prod/postgres: PutParameter: ValidationException"))
                    .anyMatch(letter -> letter.contains("PutParameter: AccessDeniedException"))
                    .anyMatch(letter -> letter.contains("people could not be notified: "))
                    .anyMatch(letter -> letter.contains("consumer shop/web: UpdateService: AccessDeniedException"));
            assertThat(aws.accessKeys().statuses("mailer")).hasSize(2);
            assertThat(sinks.stream().flatMap(sink -> canaries.in(sink).stream()))
                    .isEmpty();
            assertThat(aws.calls().unrecognized()).isEmpty();
        }
    }

    private static void disarm(GuardedAccount account) throws SQLException {
        for (DatabaseServer server : account.servers()) {
            server.disarm();
        }
    }

    private static void arm(GuardedAccount account) throws SQLException {
        for (DatabaseServer server : account.servers()) {
            server.arm();
        }
    }

    private LambdaProcess process(LocalAws aws, GuardedAccount account) throws IOException {
        Path settings = account.settings();
        Map<String, String> outlets = Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, REGION);
        return new LambdaProcess(
                Functions.configuration(
                        Checkout.current(), FunctionSite.Kind.PARAMETER_STORE_ROTATOR, settings, outlets),
                Checkout.current().runtime(),
                AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                Initialization.ON_DEMAND,
                Optional.of(aws.endpoint()));
    }

    /// The answer to a forced rotation. Of one that failed, the queue of failed runs is told what
    /// was asked and the error, and nothing else of ours. Source: Capturing records of Lambda
    /// asynchronous invocations, AWS Lambda Developer Guide.
    private String said(LambdaProcess process, String name) {
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        String event = "{\"source\": \"nightshift\", \"detail\": {\"rotate\": \"" + name + "\"}}";
        Outcome outcome = process.invoke(event);
        if (outcome instanceof Outcome.Failed failed) {
            deadLetters.add(event + failed);
        }
        return outcome.toString();
    }
}
