package dev.nightshift.local.ops;

import dev.nightshift.kit.Environment;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.aws.sns.Sns;
import dev.nightshift.local.ops.demo.SimulatedClock;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.FunctionResult;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The packaged weekend-instance-stopper under AWS's runtime client, in front of an endpoint of its own.
///
/// Its schedule `office-hours` stops from Friday 18:00 to Monday 08:00 in UTC.
final class DeployedStopper implements AutoCloseable {
    static final Instant FRIDAY_18 = Instant.parse("2026-11-20T18:00:00Z");
    static final Instant MONDAY_08 = Instant.parse("2026-11-23T08:00:00Z");
    static final Duration INTERVAL = Duration.ofMinutes(15);

    static final String SETTINGS = """
            {
              "zone": "UTC",
              "dryRun": false,
              "staleAfter": "36500 days",
              "schedules": {"office-hours": {"stop": ["Fri 18:00 -> Mon 08:00"]}}
            }
            """;

    // Not the endpoint's default account: that the calls arrive under it shows that the keys did.
    private static final String ACCOUNT = "210987654321";
    private static final String REGION = "eu-west-1";
    private static final String PERSON = "AKIDPERSON";

    private final SimulatedClock clock = new SimulatedClock(FRIDAY_18.minus(Duration.ofHours(2)));
    private final LocalAws aws = LocalAws.start(clock);
    private final LambdaProcess process;
    private int printedBefore;
    private int publishedBefore;

    /// @param settings the content of the settings file
    DeployedStopper(Path directory, String settings, Initialization initialization) throws IOException {
        this(configuration(directory, settings), initialization);
    }

    DeployedStopper(FunctionConfiguration configuration, Initialization initialization) throws IOException {
        AwsAccess access = AwsAccess.local(REGION, ACCOUNT);
        aws.register(access.accessKeyId(), Principal.unrestricted(ACCOUNT));
        Functions.outlets(aws, ACCOUNT, REGION);
        this.process = new LambdaProcess(
                configuration, Checkout.current().runtime(), access, initialization, Optional.of(aws.endpoint()));
    }

    static FunctionConfiguration configuration(Path directory, String settings) throws IOException {
        Path file = Files.writeString(directory.resolve("settings.json"), settings);
        return Functions.configuration(
                Checkout.current(),
                FunctionSite.Kind.WEEKEND_INSTANCE_STOPPER,
                file,
                Map.of(
                        Environment.TOPIC_ARN,
                        "arn:aws:sns:" + REGION + ":" + ACCOUNT + ":nightshift-reports",
                        Environment.BUCKET,
                        Functions.BUCKET));
    }

    /// Makes the world as it was at first, two hours before Friday 18:00; the process stays warm.
    void reset() {
        ec2().instances().forEach(Instance::terminate);
        aws.faults().clear();
        aws.calls().clear();
        List.copyOf(bucket().keys()).forEach(bucket()::delete);
        printedBefore = process.printed().size();
        publishedBefore = sns().publications().size();
        clock.set(FRIDAY_18.minus(Duration.ofHours(2)));
    }

    /// What outlives a run, and what people and functions share.
    S3Bucket bucket() {
        return aws.s3(ACCOUNT, REGION).bucket(Functions.BUCKET);
    }

    /// A running instance that opted in.
    Instance optedIn(String name) {
        return ec2().launch("m7g.large").tag("Name", name).tag("nightshift:schedule", "office-hours");
    }

    /// The run that is due then, on time.
    Outcome run(Instant due) throws IOException {
        clock.set(due);
        return send(event("scheduled", due));
    }

    /// The result of a run that is expected to have one.
    FunctionResult result(Instant due) throws IOException {
        return switch (run(due)) {
            case Outcome.Returned(String payload) -> FunctionResult.read(payload);
            case Outcome.Failed failed -> throw new AssertionError(failed + "\n" + String.join("\n", printed()));
        };
    }

    Outcome send(String event) {
        return process.invoke(event);
    }

    /// The function's event file with Scheduler's keywords filled in.
    static String event(String name, Instant due) throws IOException {
        String schedule = "arn:aws:scheduler:" + REGION + ":" + ACCOUNT + ":schedule/nightshift/stopper";
        return new SchedulerInput(due, schedule, "d32c5kddcf5bb8c3", 1)
                .applyTo(Files.readString(Checkout.current().event("weekend-instance-stopper", name)));
    }

    /// The lines in CloudWatch's embedded metric format, which must stand on standard output as
    /// they are.
    List<String> metrics() {
        return printed().stream().filter(line -> line.startsWith("{\"_aws\"")).toList();
    }

    /// What the process has printed since the last [#reset].
    List<String> printed() {
        return process.printed().stream().skip(printedBefore).toList();
    }

    void at(Instant time) {
        clock.set(time);
    }

    /// What the endpoint goes by.
    InstantSource clock() {
        return clock;
    }

    /// The environment of a person who may do all in the function's account, in its region.
    AwsEnvironment person() {
        aws.register(PERSON, Principal.unrestricted(ACCOUNT));
        return AwsEnvironment.of(aws, REGION, PERSON);
    }

    LocalAws aws() {
        return aws;
    }

    Ec2 ec2() {
        return aws.ec2(ACCOUNT, REGION);
    }

    Sns sns() {
        return aws.sns(ACCOUNT, REGION);
    }

    /// The subjects of the mails since the last [#reset].
    List<String> mails() {
        return sns().publications().stream()
                .skip(publishedBefore)
                .filter(publication -> publication.bodies().containsKey("email"))
                .map(publication -> publication.subject().orElse(""))
                .toList();
    }

    /// The last mail.
    String mail() {
        return sns().publications().stream()
                .skip(publishedBefore)
                .filter(publication -> publication.bodies().containsKey("email"))
                .reduce((_, later) -> later)
                .orElseThrow()
                .mail();
    }

    /// How many calls of an EC2 operation came in.
    int calls(String operation) {
        return aws.calls().of("ec2", operation).size();
    }

    @Override
    public void close() {
        process.close();
        aws.close();
    }

    /// Names by section title.
    static Map<String, List<String>> names(FunctionResult result) {
        return result.sections().stream()
                .collect(Collectors.toMap(
                        FunctionResult.Section::title,
                        section -> section.rows().stream()
                                .map(row -> row.getOrDefault("name", ""))
                                .toList()));
    }
}
