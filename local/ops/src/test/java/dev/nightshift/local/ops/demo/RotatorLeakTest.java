package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.AccessKeys;
import dev.nightshift.local.aws.Call;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.Faults;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.Ssm;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that leaves the packaged rotator, searched for every value that it ever had, whatever goes wrong.
class RotatorLeakTest {
    private static final String REGION = "eu-central-1";
    private static final String ADMIN = "/acme/admin/orders";
    private static final String ORDERS = "/acme/prod/orders";
    private static final String TOKEN = "/acme/prod/token";
    private static final String RUDE = "/acme/prod/rude";
    private static final String MAILER = "/acme/prod/mailer";
    private static final String TOKEN_CANARY = "canary-in-the-token-mine";
    private static final String RUDE_CANARY = "canary-of-the-rude-server";

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-22T03:10:00Z"));

    /// What goes wrong while values are on their way.
    @FunctionalInterface
    private interface Trouble {
        void begin(Faults faults) throws SQLException;
    }

    private static Trouble onPut(String path, String code) {
        return faults -> faults.on("ssm", "PutParameter")
                .where(parameters -> parameters.getOrDefault("Name", "").startsWith(path))
                .with(new Fault.Repeating(400, code));
    }

    private static Trouble on(String service, String operation, String code) {
        return faults -> faults.on(service, operation).with(new Fault.Repeating(400, code));
    }

    private static Trouble onDatabase(DemoDatabase database, String statement) {
        return faults -> {
            try (Connection connection = DriverManager.getConnection(database.url() + "?user=postgres");
                    Statement one = connection.createStatement()) {
                one.execute(statement);
            }
        };
    }

    @Test
    void noSinkHoldsAnyValueWhateverGoesWrong() throws IOException, SQLException {
        List<String> sinks = new ArrayList<>();
        try (DemoDatabase database = new DemoDatabase();
                RudeServer rude = new RudeServer("no entry with " + RUDE_CANARY);
                LocalAws aws = LocalAws.start(clock)) {
            seed(aws, database);
            List<Trouble> troubles = List.of(
                    faults -> {},
                    onPut("/acme/", "ValidationException"),
                    onPut("/acme/", "AccessDeniedException"),
                    onPut("/nightshift-pending/", "ValidationException"),
                    on("sns", "Publish", "InvalidParameter"),
                    on("ecs", "UpdateService", "AccessDeniedException"),
                    onDatabase(database, "ALTER ROLE rotator NOCREATEROLE"),
                    onDatabase(database, "ALTER ROLE rotator CREATEROLE"));
            try (LambdaProcess process = process(aws, database, rude)) {
                sinks.add(said(process, RUDE));
                onPut(MAILER, "ValidationException").begin(aws.faults());
                sinks.add(said(process, MAILER));
                aws.faults().clear();
                sinks.add(said(process, MAILER));
                for (Trouble trouble : troubles) {
                    aws.faults().clear();
                    trouble.begin(aws.faults());
                    sinks.add(said(process, TOKEN));
                    sinks.add(said(process, ORDERS));
                    sinks.add(said(process, ORDERS));
                }
                sinks.addAll(process.printed());
            }
            aws.sns(REGION).publications().forEach(message -> sinks.add(message.toString()));
            aws.calls().all().forEach(call -> sinks.add(unpermitted(call)));

            Canaries canaries = canaries(aws);
            assertThat(canaries.count()).isGreaterThan(10);
            assertThat(sinks)
                    .anyMatch(sink -> sink.contains("1 rotated"))
                    .anyMatch(sink -> sink.contains("PutParameter: ValidationException"))
                    .anyMatch(sink -> sink.contains("PutParameter of /nightshift-pending/"))
                    .anyMatch(sink -> sink.contains("UpdateService: AccessDeniedException"))
                    .anyMatch(sink -> sink.contains("acme-reload on Service=shop"))
                    .anyMatch(sink -> sink.contains("the target refuses the new credential: SQLSTATE 42501"))
                    .anyMatch(sink -> sink.contains("the target cannot be asked"))
                    .anyMatch(sink -> sink.contains(MAILER + ": PutParameter: ValidationException"));
            assertThat(aws.accessKeys().statuses("mailer")).hasSize(2);
            assertThat(sinks.stream().flatMap(sink -> canaries.in(sink).stream()))
                    .isEmpty();
            assertThat(aws.calls().of("s3", "PutObject")).isEmpty();
            assertThat(aws.calls().unrecognized()).isEmpty();
        }
    }

    private void seed(LocalAws aws, DemoDatabase database) {
        Ssm store = aws.ssm(REGION);
        store.put(ADMIN, "SecureString", database.secret("rotator"));
        optedIn(store, ORDERS, database.secret("app"), "postgres-alternating", "orders");
        optedIn(store, TOKEN, TOKEN_CANARY, "random", "");
        String rude = "{\"username\": \"app\", \"password\": \"" + RUDE_CANARY + "\"}";
        optedIn(store, RUDE, rude, "postgres", "rude");
        AccessKeys users = aws.accessKeys();
        users.user("/", "mailer");
        String id = users.createKey("mailer");
        String key = "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
                .formatted(id, users.secret(id).orElseThrow());
        optedIn(store, MAILER, key, "iam-access-key", "");
        aws.ecs(REGION).run("shop", "web", ORDERS);
    }

    private static void optedIn(Ssm store, String name, String value, String strategy, String database) {
        store.put(name, "SecureString", value)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", strategy)
                .tag("nightshift:database", database);
    }

    // Without signs a value is the same text in every sink, in JSON and elsewhere.
    private LambdaProcess process(LocalAws aws, DemoDatabase database, RudeServer rude) throws IOException {
        Path settings = Files.writeString(
                directory.resolve("settings.json"), """
                {"zone": "UTC", "dryRun": false, "paths": ["/acme/prod/"], "soleActor": true,
                 "passwords": {"classes": ["lower", "upper", "digits"]},
                 "consumers": {"ecs": ["shop/web"],
                               "commands": [{"document": "acme-reload", "tag": "Service=shop"}]},
                 "accessKeys": {"users": ["mailer"]},
                 "databases": {"orders": {"host": "localhost", "port": %d, "tls": "off", "admin": "%s"},
                               "rude": {"host": "localhost", "port": %d, "tls": "off"}}}
                """.formatted(database.port(), ADMIN, rude.port()));
        Map<String, String> outlets = Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, REGION);
        return new LambdaProcess(
                Functions.configuration(Checkout.current(), RotationDemo.FUNCTION, settings, outlets),
                Checkout.current().runtime(),
                AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                Initialization.ON_DEMAND,
                Optional.of(aws.endpoint()));
    }

    /// The answer to a forced rotation; an error with its trace is what the queue of failed runs gets of it.
    private String said(LambdaProcess process, String name) {
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        Outcome outcome = process.invoke("{\"source\": \"nightshift\", \"detail\": {\"rotate\": \"" + name + "\"}}");
        return outcome.toString();
    }

    /// What was asked, but for the values that Parameter Store is to keep.
    private static String unpermitted(Call call) {
        Map<String, String> parameters = new TreeMap<>(call.parameters());
        if (call.operation().equals("PutParameter") && call.service().equals("ssm")) {
            parameters.remove("Value");
        }
        return call.operation() + parameters;
    }

    private static Canaries canaries(LocalAws aws) {
        Canaries canaries = new Canaries(List.of(
                DemoDatabase.firstPassword("app"), DemoDatabase.firstPassword("rotator"), TOKEN_CANARY, RUDE_CANARY));
        aws.accessKeys().statuses("mailer").keySet().stream()
                .flatMap(id -> aws.accessKeys().secret(id).stream())
                .forEach(canaries::addWritten);
        aws.calls()
                .of("ssm", "PutParameter")
                .forEach(put -> canaries.addWritten(put.parameters().getOrDefault("Value", "")));
        return canaries;
    }
}
