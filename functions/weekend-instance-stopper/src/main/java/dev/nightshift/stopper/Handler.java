package dev.nightshift.stopper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.Topic;
import dev.nightshift.stopper.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/// Stops and starts the opted-in instances of the function's own account and region, as their schedules want it.
///
/// One invocation looks at all of them, decides for one instant, carries out, and tells. Its result is the whole run as
/// JSON (see [DigestJson]). It fails when the instances could not all be read, when a call was refused as a whole, and
/// when nobody could be told; never for a single instance's refusal.
public final class Handler implements RequestStreamHandler {
    private static final Logger LOG = LogManager.getLogger(Handler.class);

    private final StopperConfig config;
    private final Fleet fleet;
    private final Consumer<Digest> topic;
    private final InstantSource clock;
    private final PrintStream metrics;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment, Clients.of(environment));
    }

    private Handler(Environment environment, Clients clients) {
        this(
                environment.settings(StopperConfig::from),
                new Ec2Fleet(clients.build(Ec2Client.builder())),
                new Topic(
                        clients.build(SnsClient.builder()),
                        environment.required(Environment.TOPIC_ARN, "the ARN of the topic to tell"))::publish,
                InstantSource.system(),
                System.out);
    }

    Handler(StopperConfig config, Fleet fleet, Consumer<Digest> topic, InstantSource clock, PrintStream metrics) {
        this.config = config;
        this.fleet = fleet;
        this.topic = topic;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation invocation = Invocation.read(input);
        Instant clockTime = clock.instant();
        FunctionArn self = FunctionArn.of(context);
        Metrics line = new Metrics(self.function(), clockTime);
        Optional<Duration> stale = invocation.staleBy(clockTime, config.staleAfter());
        String result;
        if (stale.isPresent()) {
            LOG.warn("Stale by {}: nothing was looked at or changed", stale.get());
            metrics.println(line.count("Stale", 1).line());
            result = Json.write(
                    Map.of("v", DigestJson.VERSION, "staleBy", stale.get().toString()));
        } else {
            result = run(invocation, invocation.decidesFor(clockTime), self, line);
        }
        output.write(result.getBytes(StandardCharsets.UTF_8));
    }

    private String run(Invocation invocation, Instant now, FunctionArn self, Metrics line) {
        boolean dryRun = config.dryRun() || invocation.dryRun();
        List<Verdict> verdicts = Plan.of(config, fleet.optedIn(config.tag()), now);
        List<Outcome> outcomes = Outcome.of(dryRun ? new ReadOnlyFleet(fleet) : fleet, verdicts, now);
        Run run = new Run(config, now, dryRun, outcomes);
        Digest digest = Report.digest(run, EnumSet.complementOf(EnumSet.of(Kind.SETTLED)), self);
        log(digest);
        boolean complete = false;
        try {
            if (run.isNews()) {
                topic.accept(digest);
            }
            run.requireReachable();
            complete = true;
        } finally {
            metrics.println(count(run, complete, line));
        }
        return DigestJson.machine(Report.digest(run, EnumSet.allOf(Kind.class), self), Integer.MAX_VALUE);
    }

    private static String count(Run run, boolean complete, Metrics line) {
        Map<Kind, Integer> counts = run.counts();
        line.count(Metrics.RUNS, complete ? 1 : 0);
        if (!run.dryRun()) {
            line.count("Stopped", counts.getOrDefault(Kind.STOPPED, 0))
                    .count("Started", counts.getOrDefault(Kind.STARTED, 0))
                    .count("StartedAgain", counts.getOrDefault(Kind.STARTED_AGAIN, 0))
                    .count("Failed", counts.getOrDefault(Kind.FAILED, 0))
                    .count("Refused", counts.getOrDefault(Kind.REFUSED, 0));
        }
        return line.line();
    }

    private static void log(Digest digest) {
        LOG.info("{}{}", digest.dryRun() ? "Dry run: " : "", digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}: {}", section.title(), String.join(" ", row)));
        }
    }
}
