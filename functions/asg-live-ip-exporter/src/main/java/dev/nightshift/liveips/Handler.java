package dev.nightshift.liveips;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.Runner;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.kit.aws.StoredState;
import dev.nightshift.liveips.event.Changes;
import dev.nightshift.liveips.look.AwsApis;
import dev.nightshift.liveips.look.AwsScout;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.look.StopperAwareScout;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.sink.AwsSinks;
import dev.nightshift.liveips.sink.Sinks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Publishes the addresses of live servers.
///
/// The schedule brings all outputs up to date. Events bring up to date those that they concern and that have not been
/// since; an event that is not known fails the run when all others are done. The result is the whole run as JSON (see
/// [dev.nightshift.kit.DigestJson]). When it
/// fails: see [dev.nightshift.kit.Reach]; its faults are what could not be read, and outputs whose manifest cannot be
/// read or written, never a destination's refusal.
public final class Handler implements RequestStreamHandler {
    /// The object that holds which outputs are known to have failed, without `.json`. No output has such a name.
    static final String STATE = "state/" + LiveIpsConfig.NAME + "/_outputs";

    private final LiveIpsConfig config;
    private final Scout scout;
    private final Sinks sinks;
    private final StateStore<Notified> failures;
    private final RecentLooks recent;
    private final Resources resources;
    private final Runner runner;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment.settings(LiveIpsConfig::from), Clients.of(environment), environment);
    }

    private Handler(LiveIpsConfig config, Clients clients, Environment environment) {
        this(config, clients, Resources.of(environment, clients), RecentLooks.Rest::sleep);
    }

    Handler(LiveIpsConfig config, Clients clients, Resources resources, RecentLooks.Rest rest) {
        this(
                config,
                new StopperAwareScout(
                        new AwsScout(new AwsApis(clients, config.watch())),
                        StoppedOnPurpose.in(resources.bucket())::hosts,
                        resources.clock()),
                new AwsSinks(resources.bucket(), clients),
                StoredState.ofFindings(resources, STATE),
                resources,
                rest);
    }

    Handler(
            LiveIpsConfig config,
            Scout scout,
            Sinks sinks,
            StateStore<Notified> failures,
            Resources resources,
            RecentLooks.Rest rest) {
        this.config = config;
        this.scout = scout;
        this.sinks = sinks;
        this.failures = failures;
        this.recent = new RecentLooks(resources.clock(), rest);
        this.resources = resources;
        this.runner = Runner.acting(resources, config.staleAfter(), LiveIpsConfig.NAME);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        runner.run(
                input,
                output,
                context,
                Handler::read,
                call -> new Export(config, scout, sinks, failures, recent, resources.topic(), call).work());
    }

    private static Invocation.With<Optional<Changes>> read(InputStream input) throws IOException {
        byte[] payload = input.readAllBytes();
        Object tree = Json.parse("event", new String(payload, StandardCharsets.UTF_8));
        return tree instanceof Map<?, ?> map && Changes.isIn(map)
                ? new Invocation.With<>(
                        new Invocation(Optional.empty(), false, Optional.empty()), Optional.of(Changes.read(map)))
                : new Invocation.With<>(Invocation.read(new ByteArrayInputStream(payload)), Optional.empty());
    }
}
