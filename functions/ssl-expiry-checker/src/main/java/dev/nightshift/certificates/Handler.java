package dev.nightshift.certificates;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Text;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.kit.aws.StoredObject;
import dev.nightshift.kit.aws.Topic;
import dev.nightshift.tls.Resolver;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.report.HtmlReport;
import dev.nightshift.tls.report.JsonReport;
import dev.nightshift.tls.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/// Looks at certificates, and tells people of them once, clearly and in time.
///
/// One invocation looks at everything, tells what is new, remembers that it was told, and writes the reports: in this
/// order, so that whatever breaks off in between, nothing is lost and at most one message comes twice. Its result is
/// all that is wrong, as JSON (see [DigestJson]). It fails when a source could not be read, when nothing was looked
/// at, and when nobody could be told; never for an endpoint.
public final class Handler implements RequestStreamHandler {
    private static final Logger LOG = LogManager.getLogger(Handler.class);

    private final CheckerConfig config;
    private final Lookout lookout;
    private final Store store;
    private final Consumer<Digest> topic;
    private final InstantSource clock;
    private final PrintStream metrics;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        Environment environment = new Environment(System.getenv());
        CheckerConfig config = environment.settings(CheckerConfig::from);
        Clients clients = Clients.of(environment);
        this(
                config,
                new Lookout(
                        config,
                        Endpoints.probing(config, Resolver.SYSTEM, InstantSource.system()),
                        new AwsSources(clients)::read,
                        AwsInventories.of(config, clients),
                        StoppedOnPurpose.in(
                                () -> clients.build(S3Client.builder()),
                                environment.required(Environment.BUCKET, "the site's bucket"))::hosts),
                Store.in(
                        clients.build(S3Client.builder()),
                        environment.required(Environment.BUCKET, "the bucket of the state and the reports"),
                        config.prefix()),
                Topic.of(environment, clients)::publish,
                InstantSource.system(),
                System.out);
    }

    Handler(
            CheckerConfig config,
            Lookout lookout,
            Store store,
            Consumer<Digest> topic,
            InstantSource clock,
            PrintStream metrics) {
        this.config = config;
        this.lookout = lookout;
        this.store = store;
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
            LOG.warn("Stale by {}: nothing was looked at or told", Text.about(stale.get()));
            metrics.println(line.count("Stale", 1).line());
            result = DigestJson.stale(stale.get());
        } else {
            result = run(invocation.dryRun(), invocation.decidesFor(clockTime), self, line);
        }
        output.write(result.getBytes(StandardCharsets.UTF_8));
    }

    private String run(boolean dryRun, Instant now, FunctionArn self, Metrics line) {
        Look look = look(now);
        List<Sight> sights = Sights.of(config, look);
        boolean complete = false;
        try {
            if (!dryRun) {
                tell(sights, now, self);
                report(look, sights, now);
            }
            look.requireComplete();
            complete = true;
        } finally {
            Counts.add(line.count(Metrics.RUNS, complete ? 1 : 0), sights, config.metricsFor(), now);
            metrics.println(line.line());
        }
        List<News> standing = Telling.of(new TreeMap<>(), sights, now).news();
        Digest digest = Message.digest(self, now, config.zone(), dryRun, standing);
        log("", digest);
        return DigestJson.machine(digest, Integer.MAX_VALUE);
    }

    private Look look(Instant now) {
        try {
            return lookout.look(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was broken off", e);
        }
    }

    private void tell(List<Sight> sights, Instant now, FunctionArn self) {
        StoredObject.Content before = store.state();
        State state = State.read(before.text());
        Telling telling = Telling.of(state.memories(), sights, now);
        List<News> news = new ArrayList<>(telling.news());
        state.lost().ifPresent(why -> news.add(lost(why)));
        if (!news.isEmpty()) {
            Digest digest = Message.digest(self, now, config.zone(), false, news);
            log("Told: ", digest);
            topic.accept(digest);
        }
        if (state.lost().isPresent() && before.text().isPresent()) {
            store.put("state-unreadable.json", "application/json", before.text().get());
        }
        if (store.remember(State.write(telling.memories()), before.version()) instanceof StoredObject.Written.Lost) {
            LOG.warn("Another run was faster: what it remembers counts");
        }
    }

    /// Memories are gone, so what was told before is told again in the same message.
    private static News lost(String why) {
        return new News(
                Tier.NOTICE, "state", "state", "state", Optional.empty(), "STATE_LOST: begins anew, because " + why);
    }

    private void report(Look look, List<Sight> sights, Instant now) {
        Report report = Reporting.of(look, sights, now);
        store.put("report.json", "application/json", JsonReport.of(report));
        store.put("report.html", "text/html; charset=utf-8", HtmlReport.of(report));
    }

    private static void log(String what, Digest digest) {
        LOG.info("{}{}", what, digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}{}: {}", what, section.title(), String.join(" ", row)));
        }
    }
}
