package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged ssl-expiry-checker, whole, as Lambda runs it.
class PackagedCheckerTest {
    private static final AwsAccess ACCESS = AwsAccess.local("eu-central-1", LocalAws.DEFAULT_ACCOUNT);

    @TempDir
    private Path directory;

    /// A library of ten megabytes is no part of a cold start that looks at few endpoints.
    @ParameterizedTest
    @CsvSource({"99, false", "100, true"})
    void onlyForManyEndpointsIsFastArithmeticLoaded(int endpoints, boolean loaded) throws IOException {
        Path classes = directory.resolve("classes.log");
        try (LocalAws aws = LocalAws.start(Instant::now);
                SlowEndpoints servers = new SlowEndpoints(Duration.ZERO)) {
            aws.s3(ACCESS.region()).bucket("lists").put("targets.txt", servers.targets(endpoints));

            Outcome outcome = run(aws, servers, "-Xlog:class+load:file=" + classes + "::filecount=0");

            assertThat(outcome.toString()).contains("nothing new");
            assertThat(Files.readString(classes).contains("AmazonCorrettoCryptoProvider "))
                    .isEqualTo(loaded);
        }
    }

    private Outcome run(LocalAws aws, SlowEndpoints servers, String option) throws IOException {
        Checkout checkout = Checkout.current();
        Path settings = Files.writeString(
                directory.resolve("settings.json"),
                Json.write(Map.of(
                        "zone", "UTC",
                        "sources", List.of("s3://lists/targets.txt"),
                        "ca", Map.of("demo", servers.authority()),
                        "trust", List.of("demo"))));
        Map<String, String> outlets = Functions.outlets(aws, ACCESS.account(), ACCESS.region());
        String schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/" + CheckerConfig.NAME;
        try (LambdaProcess process = new LambdaProcess(
                Functions.configuration(checkout, FunctionSite.Kind.SSL_EXPIRY_CHECKER, settings, outlets),
                checkout.runtime(option),
                ACCESS,
                Initialization.ON_DEMAND,
                Optional.of(aws.endpoint()))) {
            return process.invoke(new SchedulerInput(Instant.now(), schedule, "test", 1)
                    .applyTo(Files.readString(checkout.event(CheckerConfig.NAME, "scheduled"))));
        }
    }
}
