package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.ssm.Ssm;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.rotator.RotatorConfig;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Plays a rotation of a real PostgreSQL's users while an application keeps logging in: the packaged function is killed
/// right after it set the new password, and run again.
final class RotationDemo {
    static final String FUNCTION = RotatorConfig.NAME;

    private static final String REGION = "eu-central-1";
    private static final String LIVE = "/acme/prod/orders";
    private static final String ADMIN = "/acme/admin/orders";
    private static final Instant DUE = Instant.parse("2026-11-22T03:10:00Z");
    private static final int QUERIES_BETWEEN = 40;

    final SimulatedClock clock = new SimulatedClock(DUE);

    private final Checkout checkout;
    private final Progress progress;
    private final StringJoiner story = new StringJoiner("\n", "Two users of a database take turns\n\n", "\n");

    RotationDemo(Checkout checkout, Progress progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /// Plays it to its end.
    ///
    /// @throws Failure when the second run fails, which it should not
    Demo.Played play() throws IOException {
        progress.show("starting PostgreSQL");
        try (DemoDatabase database = new DemoDatabase();
                LocalAws aws = LocalAws.start(clock)) {
            return play(database, aws);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /// The same on a given database and in an account that goes by [#clock].
    Demo.Played play(DemoDatabase database, LocalAws aws) throws IOException, SQLException {
        Ssm store = aws.ssm(REGION);
        store.put(ADMIN, "SecureString", database.secret("rotator"));
        SsmParameter live = store.put(LIVE, "SecureString", database.secret("app"))
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", "postgres-alternating")
                .tag("nightshift:database", "orders")
                .written(DUE.minus(Duration.ofDays(31)), "arn:aws:iam::123456789012:user/somebody");
        Path settings = Files.writeString(
                Files.createTempFile("nightshift-settings-", ".json"), """
                {"zone": "Europe/Berlin", "dryRun": false, "staleAfter": "36500 days", "paths": ["/acme/prod/"],
                 "databases": {"orders": {"host": "localhost", "port": %d, "tls": "off", "admin": "%s",
                                          "users": ["app", "app_clone"]}}}
                """.formatted(database.port(), ADMIN));
        FunctionConfiguration function = Functions.configuration(
                checkout,
                FunctionSite.Kind.PARAMETER_STORE_ROTATOR,
                settings,
                Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, REGION));
        try (DemoApplication application = new DemoApplication(database.url(), live::value)) {
            application.go(QUERIES_BETWEEN);
            tell("04:10", LIVE + " is due. The application logs in as app.");
            progress.show("the first run");
            killedInTheMiddle(function, aws, database);
            application.go(QUERIES_BETWEEN);
            tell("", "The function set a new password for app_clone and was killed before it could publish it.");
            tell("", state(store, live) + of(application));
            progress.show("the second run");
            clock.set(DUE.plus(Duration.ofMinutes(1)));
            FunctionResult result = run(function, aws);
            application.go(QUERIES_BETWEEN);
            tell("04:11", "Lambda runs it again: " + result.verdict() + ".");
            tell("", state(store, live) + of(application));
            aws.sns(REGION).publications().stream()
                    .filter(publication -> publication.bodies().containsKey("email"))
                    .forEach(mail -> story.add("\nMail sent:\n\n" + mail.mail()));
            return new Demo.Played(story.toString(), tree(application, live, store));
        } finally {
            Files.delete(settings);
        }
    }

    /// The publication hangs on its way while the process is ended from outside.
    private void killedInTheMiddle(FunctionConfiguration function, LocalAws aws, DemoDatabase database)
            throws IOException, SQLException {
        aws.faults()
                .on("ssm", "PutParameter")
                .where(parameters -> LIVE.equals(parameters.get("Name")))
                .first(1)
                .with(new Fault.Delayed(Duration.ofHours(1)));
        String before = database.kept("app_clone");
        LambdaProcess process = process(function, aws);
        Thread invocation = Thread.ofVirtual().start(() -> process.invoke(event()));
        while (invocation.isAlive() && database.kept("app_clone").equals(before)) {
            // The process is looked at from outside only.
            Thread.onSpinWait();
        }
        process.close();
    }

    private FunctionResult run(FunctionConfiguration function, LocalAws aws) throws IOException {
        try (LambdaProcess process = process(function, aws)) {
            return switch (process.invoke(event())) {
                case Outcome.Returned(String payload) -> FunctionResult.read(payload);
                case Outcome.Failed failed -> throw new Failure("the run failed: " + failed.errorMessage());
            };
        }
    }

    private LambdaProcess process(FunctionConfiguration function, LocalAws aws) throws IOException {
        return new LambdaProcess(
                function,
                checkout.runtime(),
                AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                Initialization.ON_DEMAND,
                Optional.of(aws.endpoint()));
    }

    private String event() {
        String schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/" + FUNCTION;
        try {
            return new SchedulerInput(clock.instant(), schedule, "1", 1)
                    .applyTo(Files.readString(checkout.event(FUNCTION, "scheduled")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String time, String what) {
        story.add("%-7s%s".formatted(time, what));
    }

    private static String state(Ssm store, SsmParameter live) {
        return "Pending: %d. Live: version %d. "
                .formatted(pending(store), live.newest().number());
    }

    private static long pending(Ssm store) {
        return store.parameters().stream()
                .filter(parameter -> parameter.name().startsWith("/nightshift-pending/"))
                .count();
    }

    private static String of(DemoApplication application) {
        return "The application: %d logins as %s, %d failed."
                .formatted(application.queries(), String.join(" and ", application.users()), application.failed());
    }

    private static Map<String, Object> tree(DemoApplication application, SsmParameter live, Ssm store) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("v", 1);
        tree.put("logins", application.queries());
        tree.put("failed", application.failed());
        tree.put("users", application.users().stream().toList());
        tree.put("liveVersion", live.newest().number());
        tree.put("pending", pending(store));
        return tree;
    }
}
