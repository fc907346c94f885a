package dev.nightshift.stopper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.Runner;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoredState;
import dev.nightshift.stopper.fleet.AwsFleets;
import dev.nightshift.stopper.fleet.Fleets;
import dev.nightshift.stopper.report.Told;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Stops and starts the opted-in instances of its accounts and regions as their schedules say.
///
/// One invocation looks at all of them, decides for one instant, acts, and notifies. Its result is the whole run
/// as JSON (see [dev.nightshift.kit.DigestJson]). When it fails: see [dev.nightshift.kit.Reach]; its faults are
/// places that cannot be read or acted on, and the brake.
public final class Handler implements RequestStreamHandler {
    /// The object that holds what people were notified of, without `.json`.
    static final String STATE = "state/" + StopperConfig.NAME + "/told";

    // A subject for each instance with a problem, of some hundred bytes.
    private static final int MAX_STATE_BYTES = 4 * 1024 * 1024;

    private final StopperConfig config;
    private final Fleets fleets;
    private final StateStore<Told> memory;
    private final Consumer<UnaryOperator<StoppedHosts>> keptDown;
    private final Pace.Sleeper sleeper;
    private final Runner runner;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment.settings(StopperConfig::from), environment, Clients.of(environment));
    }

    private Handler(StopperConfig config, Environment environment, Clients clients) {
        this(config, new AwsFleets(config, clients), Resources.of(environment, clients));
    }

    private Handler(StopperConfig config, Fleets fleets, Resources resources) {
        this(
                config,
                fleets,
                stored(resources),
                SharedObject.stoppedHosts(resources.bucket())::change,
                resources,
                Thread::sleep);
    }

    /// @param keptDown changes the list of hosts that are down because of us
    Handler(
            StopperConfig config,
            Fleets fleets,
            StateStore<Told> memory,
            Consumer<UnaryOperator<StoppedHosts>> keptDown,
            Resources resources,
            Pace.Sleeper sleeper) {
        this.config = config;
        this.fleets = fleets;
        this.memory = memory;
        this.keptDown = keptDown;
        this.sleeper = sleeper;
        this.runner = Runner.acting(resources, config.staleAfter(), StopperConfig.NAME);
    }

    static StateStore<Told> stored(Resources resources) {
        return new StoredState<>(
                resources, STATE, MAX_STATE_BYTES, Told.NOTHING, text -> Told.parse("state", text), Told::json);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        runner.run(
                input,
                output,
                context,
                payload -> Invocation.read(
                        payload, detail -> detail.at("startAllStopped").orElse(false, Parsers::flag), false),
                call -> new Shift(config, fleets.of(call.self()), memory, keptDown, sleeper, call).work());
    }
}
