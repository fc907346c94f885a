package dev.nightshift.rotator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Text;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.kit.aws.Topic;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Plan.Demand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Rotates the opted-in parameters of the function's own account and region that are due.
///
/// One invocation brings what is under way to its end, begins what is due, and tells. Its result is the whole run as
/// JSON (see [DigestJson]). It fails when parameters could not be listed, when a call went wrong in the middle of a
/// rotation, and when nobody could be told: it is then to be run again, and goes on where it stood.
public final class Handler implements RequestStreamHandler {
    /// The variable that holds the KMS key of pending values.
    public static final String PENDING_KEY_ARN = "NIGHTSHIFT_PENDING_KEY_ARN";

    private static final Logger LOG = LogManager.getLogger(Handler.class);

    private final Rotator rotator;
    private final InstantSource clock;
    private final PrintStream metrics;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment, Clients.of(environment), environment.settings(RotatorConfig::from));
    }

    private Handler(Environment environment, Clients clients, RotatorConfig config) {
        this(rotator(environment, clients, config), InstantSource.system(), System.out);
    }

    Handler(Rotator rotator, InstantSource clock, PrintStream metrics) {
        this.rotator = rotator;
        this.clock = clock;
        this.metrics = metrics;
    }

    private static Rotator rotator(Environment environment, Clients clients, RotatorConfig config) {
        SsmClient ssm = clients.build(SsmClient.builder());
        ParameterStore store = new SsmParameters(
                ssm,
                clients.build(ResourceGroupsTaggingApiClient.builder()),
                config.tag(),
                environment.required(PENDING_KEY_ARN, "the ARN of the key that pending values are encrypted with"));
        Passwords passwords = new Passwords(new SecureRandom());
        Topic topic = new Topic(
                clients.build(SnsClient.builder()),
                environment.required(Environment.TOPIC_ARN, "the ARN of the topic to tell"));
        return new Rotator(
                config,
                store,
                targets(environment, clients, config, store, passwords),
                new RandomRotation(store, passwords, config.passwords(), InstantSource.system()),
                Pace.ofParameterStore(),
                consumers(clients, ssm, config.consumers()),
                topic::publish);
    }

    // A client that nobody needs would cost every cold start.
    private static List<ConsumerRound> consumers(Clients clients, SsmClient ssm, Consumers consumers) {
        List<ConsumerRound> rounds = new ArrayList<>();
        if (!consumers.services().isEmpty()) {
            EcsServices ecs = new EcsApi(clients.build(EcsClient.builder()));
            rounds.add(new Redeployments(ecs, consumers.services(), Pace.Pause.IN_REAL_TIME));
        }
        if (!consumers.reloads().isEmpty()) {
            rounds.add(new Reloads(new RunCommand(ssm), consumers.reloads(), InstantSource.system()));
        }
        return rounds;
    }

    // Clients that nobody needs would cost every cold start.
    private static Targets targets(
            Environment environment, Clients clients, RotatorConfig config, ParameterStore store, Passwords passwords) {
        StoppedOnPurpose stopped = StoppedOnPurpose.in(
                () -> clients.build(S3Client.builder()), environment.required(Environment.BUCKET, "the site's bucket"));
        Targets databases = new DatabaseTargets(config, store, passwords, stopped);
        if (config.accessKeys().users().isEmpty()) {
            return databases;
        }
        AccessKeys iam = new IamAccessKeys(clients.build(IamClient.builder()), clients);
        return new AccessKeyTargets(iam, store, config.accessKeys(), Pace.Pause.IN_REAL_TIME, databases);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.With<Optional<Demand>> event = Invocation.read(input, Demand::from, Optional.empty());
        Instant clockTime = clock.instant();
        Metrics line = new Metrics(FunctionArn.of(context).function(), clockTime);
        Optional<Duration> stale =
                event.invocation().staleBy(clockTime, rotator.config().staleAfter());
        String result;
        if (stale.isPresent()) {
            LOG.warn("Stale by {}: nothing was looked at or changed", Text.about(stale.get()));
            metrics.println(line.count("Stale", 1).line());
            result = Json.write(
                    Map.of("v", DigestJson.VERSION, "staleBy", stale.get().toString()));
        } else {
            result = run(order(event, clockTime, context), line);
        }
        output.write(result.getBytes(StandardCharsets.UTF_8));
    }

    private Rotator.Order order(Invocation.With<Optional<Demand>> event, Instant clockTime, Context context) {
        return new Rotator.Order(
                event.invocation().decidesFor(clockTime),
                rotator.config().dryRun() || event.invocation().dryRun(),
                event.own(),
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()),
                FunctionArn.of(context));
    }

    private String run(Rotator.Order order, Metrics line) {
        Optional<Run> ended = Optional.empty();
        boolean complete = false;
        try {
            Run run = rotator.run(order);
            ended = Optional.of(run);
            log(Report.digest(run, EnumSet.allOf(Kind.class), order.self()));
            run.requireDone();
            complete = true;
            return DigestJson.machine(Report.digest(run, EnumSet.allOf(Kind.class), order.self()), Integer.MAX_VALUE);
        } finally {
            metrics.println(count(ended, complete, line));
        }
    }

    private static String count(Optional<Run> ended, boolean complete, Metrics line) {
        line.count(Metrics.RUNS, complete ? 1 : 0);
        ended.filter(run -> !run.dryRun()).ifPresent(run -> {
            Map<Kind, Integer> counts = run.counts();
            line.count("Rotated", counts.getOrDefault(Kind.ROTATED, 0))
                    .count("Frozen", counts.getOrDefault(Kind.FROZEN, 0))
                    .count("Failed", counts.getOrDefault(Kind.FAILED, 0))
                    .count("Refused", counts.getOrDefault(Kind.REFUSED, 0))
                    .count("Deferred", counts.getOrDefault(Kind.DEFERRED, 0))
                    .count("ConsumersBehind", run.consumers().size() - run.consumers(ConsumerOutcome.Kind.REACHED));
        });
        return line.line();
    }

    private static void log(Digest digest) {
        LOG.info("{}{}", digest.dryRun() ? "Dry run: " : "", digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}: {}", section.title(), String.join(" ", row)));
        }
    }
}
