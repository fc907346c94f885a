package dev.nightshift.rotator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.Runner;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.kit.aws.StoredState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Rotates the opted-in parameters of the function's own account and region that are due.
///
/// One invocation brings what is under way to its end, begins what is due, and notifies. Its result is the whole run as
/// JSON (see [dev.nightshift.kit.DigestJson]). When it fails: see [dev.nightshift.kit.Reach]; what cannot wait is a
/// rotation that is half done, and its faults are calls that went wrong. It is then run again, and goes on where it
/// stood.
public final class Handler implements RequestStreamHandler {
    /// The variable that holds the KMS key of pending values.
    public static final String PENDING_KEY_ARN = "NIGHTSHIFT_PENDING_KEY_ARN";

    /// The object that holds the findings that people know, without `.json`.
    static final String STATE = "state/" + RotatorConfig.NAME + "/findings";

    /// The object that holds when live values were asked, without `.json`.
    static final String CHECKED = "state/" + RotatorConfig.NAME + "/checked";

    // Names have a thousand characters at most: GetParameters, API reference.
    private static final int MAX_CHECKED_BYTES = 4 * 1024 * 1024;

    private static final Duration HTTP_PATIENCE = Duration.ofSeconds(20);

    private final RotatorJob job;
    private final Runner runner;
    private final InstantSource clock;

    /// What Lambda calls: settings from the file and variables of the deployment.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment, Clients.of(environment), environment.settings(RotatorConfig::from));
    }

    private Handler(Environment environment, Clients clients, RotatorConfig config) {
        this(environment, clients, config, Resources.of(environment, clients));
    }

    private Handler(Environment environment, Clients clients, RotatorConfig config, Resources resources) {
        this(
                rotator(environment, clients, config, resources),
                StoredState.ofFindings(resources, STATE),
                WrongPasswordMemory.in(resources),
                resources);
    }

    Handler(Rotator rotator, StateStore<Notified> findings, WrongPasswordMemory wrongPasswords, Resources resources) {
        this.clock = resources.clock();
        this.job = new RotatorJob(
                rotator,
                findings,
                new StoredState<>(
                        resources,
                        CHECKED,
                        MAX_CHECKED_BYTES,
                        Checked.NOTHING,
                        text -> Checked.parse("checked", text),
                        Checked::json),
                wrongPasswords);
        this.runner = Runner.acting(resources, rotator.config().staleAfter(), RotatorConfig.NAME);
    }

    private static Rotator rotator(
            Environment environment, Clients clients, RotatorConfig config, Resources resources) {
        ParameterStore store = new SsmParameters(
                clients,
                config.tag(),
                environment.required(PENDING_KEY_ARN, "the ARN of the key that pending values are encrypted with"));
        Passwords passwords = new Passwords(new SecureRandom());
        return new Rotator(
                config,
                store,
                targets(resources, clients, config, store, passwords),
                new RandomRotation(store, passwords, config.passwords(), InstantSource.system()),
                Pace.ofParameterStore(),
                consumers(clients, config.consumers()));
    }

    private static List<ConsumerRound> consumers(Clients clients, Consumers consumers) {
        return List.of(
                new Redeployments(new EcsApi(clients), consumers.services(), Pace.Pause.IN_REAL_TIME),
                new Reloads(new RunCommand(clients), consumers.reloads(), InstantSource.system()));
    }

    private static Targets targets(
            Resources resources, Clients clients, RotatorConfig config, ParameterStore store, Passwords passwords) {
        StoppedOnPurpose stopped = StoppedOnPurpose.in(resources.bucket());
        Targets databases = new RedisTargets(
                config,
                store,
                new RedisTargets.Making(
                        passwords,
                        config.passwords(),
                        stopped,
                        site -> RedisTargets.managed(clients, site, Pace.Pause.IN_REAL_TIME)),
                new DatabaseTargets(config, store, passwords, stopped));
        databases = new HttpTargets(config, store, () -> new HttpApi(HTTP_PATIENCE), databases);
        if (config.accessKeys().users().isEmpty()) {
            return databases;
        }
        return new AccessKeyTargets(
                new IamAccessKeys(clients), store, config.accessKeys(), Pace.Pause.IN_REAL_TIME, databases);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        boolean resume = read(new ByteArrayInputStream(event)).own().resume();
        if (resume && !job.isAnythingOwed(clock.instant())) {
            output.write("{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        runner.run(new ByteArrayInputStream(event), output, context, Handler::read, job);
    }

    private static Invocation.With<Ask> read(InputStream payload) {
        return Invocation.read(payload, Ask::from, Ask.DAILY);
    }
}
