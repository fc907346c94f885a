package dev.nightshift.stopper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Text;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.StoredObject;
import dev.nightshift.kit.aws.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/// Stops and starts the opted-in instances of its accounts and regions, as their schedules want it.
///
/// One invocation looks at all of them, decides for one instant, carries out, and tells. Its result is the whole run as
/// JSON (see [DigestJson]). It fails when a place could not be read or acted on, when a brake begins to hold, when
/// nobody could be told, and when it could not find out what people know; never for a single instance's refusal.
public final class Handler implements RequestStreamHandler {
    /// The object that keeps what people were told, below `state/` and the function's name.
    static final String STATE_KEY = "state/weekend-instance-stopper/told.json";

    private static final Logger LOG = LogManager.getLogger(Handler.class);

    // What the rest of a run needs once the last change is made.
    private static final Duration TELLING = Duration.ofSeconds(30);

    private final StopperConfig config;
    private final Fleets fleets;
    private final Memory memory;
    private final Consumer<Digest> topic;
    private final InstantSource clock;
    private final Pace.Sleeper sleeper;
    private final PrintStream metrics;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        Environment environment = new Environment(System.getenv());
        Clients clients = Clients.of(environment);
        StopperConfig config = environment.settings(StopperConfig::from);
        this(
                config,
                new AwsFleets(config, clients),
                new StoredMemory(new StoredObject(
                        () -> clients.build(S3Client.builder()),
                        environment.required(Environment.BUCKET, "the bucket for state"),
                        STATE_KEY,
                        StoredMemory.MAX_BYTES)),
                Topic.of(environment, clients)::publish,
                InstantSource.system(),
                Thread::sleep,
                System.out);
    }

    Handler(
            StopperConfig config,
            Fleets fleets,
            Memory memory,
            Consumer<Digest> topic,
            InstantSource clock,
            Pace.Sleeper sleeper,
            PrintStream metrics) {
        this.config = config;
        this.fleets = fleets;
        this.memory = memory;
        this.topic = topic;
        this.clock = clock;
        this.sleeper = sleeper;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.With<Boolean> event =
                Invocation.read(input, detail -> detail.at("startAllStopped").orElse(false, Parsers::flag), false);
        Invocation invocation = event.invocation();
        Instant clockTime = clock.instant();
        FunctionArn self = FunctionArn.of(context);
        Metrics line = new Metrics(self.function(), clockTime);
        Optional<Duration> stale = invocation.staleBy(clockTime, config.staleAfter());
        String result;
        if (stale.isPresent()) {
            LOG.warn("Stale by {}: nothing was looked at or changed", Text.about(stale.get()));
            metrics.println(line.count("Stale", 1).line());
            result = DigestJson.stale(stale.get());
        } else {
            Instant deadline =
                    clockTime.plusMillis(context.getRemainingTimeInMillis()).minus(TELLING);
            Shift shift = new Shift(config, fleets.of(self), memory, topic, clock, sleeper, deadline);
            result = shift.work(event, invocation.decidesFor(clockTime), self, line, metrics);
        }
        output.write(result.getBytes(StandardCharsets.UTF_8));
    }
}
