package dev.nightshift.liveips;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/// Publishes the addresses of the live servers of Auto Scaling groups.
///
/// The schedule brings all outputs up to date. A batch of events about groups brings up to date those that take such a
/// group and have not been since. The result is the whole run as JSON (see [DigestJson]). A run fails when an output's
/// manifest could not be read or written, a race was lost three times, groups could not be read at all, or nobody could
/// be told; never for one destination's refusal, which is told.
public final class Handler implements RequestStreamHandler {
    private static final Logger LOG = LogManager.getLogger(Handler.class);

    private final LiveIpsConfig config;
    private final Scout scout;
    private final Sinks sinks;
    private final Consumer<Digest> topic;
    private final InstantSource clock;
    private final PrintStream metrics;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        Environment environment = new Environment(System.getenv());
        LiveIpsConfig config = environment.settings(LiveIpsConfig::from);
        Clients clients = Clients.of(environment);
        this(
                config,
                new StopperAwareScout(
                        new AwsScout(new AwsApis(clients, config.watch())),
                        StoppedOnPurpose.in(
                                () -> clients.build(S3Client.builder()),
                                environment.required(Environment.BUCKET, "the site's bucket"))::hosts,
                        InstantSource.system()),
                AwsSinks.of(environment, clients),
                Topic.of(environment, clients)::publish,
                InstantSource.system(),
                System.out);
    }

    Handler(
            LiveIpsConfig config,
            Scout scout,
            Sinks sinks,
            Consumer<Digest> topic,
            InstantSource clock,
            PrintStream metrics) {
        this.config = config;
        this.scout = scout;
        this.sinks = sinks;
        this.topic = topic;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] payload = input.readAllBytes();
        Object tree = Json.parse("event", new String(payload, StandardCharsets.UTF_8));
        FunctionArn self = FunctionArn.of(context);
        String result = GroupChanges.isIn(tree)
                ? changed(GroupChanges.read(tree), self)
                : invoked(Invocation.read(new ByteArrayInputStream(payload)), self);
        output.write(result.getBytes(StandardCharsets.UTF_8));
    }

    private String invoked(Invocation invocation, FunctionArn self) {
        Instant clockTime = clock.instant();
        Optional<Duration> stale = invocation.staleBy(clockTime, config.staleAfter());
        if (stale.isPresent()) {
            LOG.warn("Stale by {}: nothing was looked at or changed", Text.about(stale.get()));
            metrics.println(
                    new Metrics(self.function(), clockTime).count("Stale", 1).line());
            return DigestJson.stale(stale.get());
        }
        Occasion occasion =
                new Occasion(config, invocation.decidesFor(clockTime), config.dryRun() || invocation.dryRun());
        return run(config.outputs(), occasion, self);
    }

    /// A burst of events is one run: what was observed since the newest of them is not observed
    /// again.
    private String changed(GroupChanges changes, FunctionArn self) {
        List<Output> due = config.outputs().stream()
                .filter(output -> changes.newestOf(output)
                        .filter(newest -> !isObservedSince(newest, output))
                        .isPresent())
                .toList();
        return run(due, new Occasion(config, clock.instant(), config.dryRun()), self);
    }

    private boolean isObservedSince(Instant event, Output output) {
        return sinks.manifest(output).read() instanceof Sink.Reading.Held held
                && held.body()
                        .map(text -> ManifestJson.read(output.manifestKey(), text))
                        .filter(manifest -> manifest.observedAt().isAfter(event))
                        .isPresent();
    }

    private String run(List<Output> outputs, Occasion occasion, FunctionArn self) {
        Sinks reached = occasion.dryRun() ? sinks.readOnly() : sinks;
        Exporter exporter = new Exporter(scout, reached, new TopicTeller(topic, occasion, self), clock);
        Run run = new Run(occasion, exporter.bringUpToDate(outputs, occasion));
        Digest digest = Report.digest(run.outcomes(), occasion, self);
        LOG.info("{}{}", occasion.dryRun() ? "Dry run: " : "", digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}: {}", section.title(), String.join(" ", row)));
        }
        metrics.println(run.count(new Metrics(self.function(), clock.instant())).line());
        run.requireDone();
        return DigestJson.machine(digest, Integer.MAX_VALUE);
    }
}
