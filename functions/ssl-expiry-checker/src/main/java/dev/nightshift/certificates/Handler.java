package dev.nightshift.certificates;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nightshift.certificates.look.AwsInventories;
import dev.nightshift.certificates.look.AwsSources;
import dev.nightshift.certificates.look.Endpoints;
import dev.nightshift.certificates.look.Lookout;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.Runner;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.tls.Resolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/// Looks at certificates, and notifies people once, clearly and in time.
///
/// One invocation looks at everything, reports what is new, stores that it was reported, and writes the reports:
/// in this order, so that a run that breaks off loses nothing and repeats at most one message. Its result is all
/// that is wrong, as JSON (see [dev.nightshift.kit.DigestJson]). When it fails: see [dev.nightshift.kit.Reach];
/// its faults are sources and inventories that cannot be read, never an endpoint.
public final class Handler implements RequestStreamHandler {
    private final CheckerConfig config;
    private final Lookout lookout;
    private final Resources resources;
    private final Runner runner;

    /// What Lambda calls: settings from the file and variables of the deployment, AWS by the SDK.
    public Handler() {
        this(new Environment(System.getenv()));
    }

    private Handler(Environment environment) {
        this(environment.settings(CheckerConfig::from), environment, Clients.of(environment));
    }

    private Handler(CheckerConfig config, Environment environment, Clients clients) {
        this(config, clients, Resources.of(environment, clients));
    }

    private Handler(CheckerConfig config, Clients clients, Resources resources) {
        this(
                config,
                new Lookout(
                        config,
                        Endpoints.probing(config, Resolver.SYSTEM, InstantSource.system()),
                        new AwsSources(clients)::read,
                        AwsInventories.of(config, clients),
                        StoppedOnPurpose.in(resources.bucket())::hosts),
                resources);
    }

    Handler(CheckerConfig config, Lookout lookout, Resources resources) {
        this.config = config;
        this.lookout = lookout;
        this.resources = resources;
        this.runner = Runner.looking(resources, config.staleAfter());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        runner.run(
                input,
                output,
                context,
                payload -> Invocation.read(payload, detail -> "", ""),
                call -> new Check(config, lookout, resources, call).work());
    }
}
