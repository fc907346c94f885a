package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.AccessKeys;
import dev.nightshift.local.aws.Call;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.Ssm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An account with a secret of every strategy, all of them due, what the secrets open, and everything that is secret
/// there.
final class GuardedAccount implements AutoCloseable {
    static final String REGION = "eu-central-1";
    static final String ORDERS = "/acme/prod/orders";
    static final String TOKEN = "/acme/prod/token";
    static final String RUDE = "/acme/prod/rude";
    static final String MAILER = "/acme/prod/mailer";

    private static final String ADMIN = "/acme/admin/orders";
    private static final String PERSON = "arn:aws:iam::123456789012:user/somebody";
    private static final String TOKEN_CANARY = "canary-in-the-token-mine";
    private static final String RUDE_CANARY = "canary-of-the-rude-server";

    private final LocalAws aws;
    private final InstantSource clock;
    private final DemoDatabase database = new DemoDatabase();
    private final RudeServer rude = new RudeServer("no entry with " + RUDE_CANARY);

    GuardedAccount(LocalAws aws, InstantSource clock) throws IOException, SQLException {
        this.aws = aws;
        this.clock = clock;
        aws.ssm(REGION).put(ADMIN, "SecureString", database.secret("rotator"));
        due(ORDERS, database.secret("app"), "postgres-alternating", "orders");
        due(TOKEN, TOKEN_CANARY, "random", "");
        due(RUDE, "{\"username\": \"app\", \"password\": \"" + RUDE_CANARY + "\"}", "postgres", "rude");
        AccessKeys users = aws.accessKeys();
        users.user("/", "mailer");
        String id = users.createKey("mailer");
        String key = "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
                .formatted(id, users.secret(id).orElseThrow());
        due(MAILER, key, "iam-access-key", "");
        aws.ecs(REGION).run("shop", "web", ORDERS);
    }

    private void due(String name, String value, String strategy, String opens) {
        Ssm store = aws.ssm(REGION);
        store.put(name, "SecureString", value)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", strategy)
                .tag("nightshift:database", opens)
                .written(clock.instant().minus(Duration.ofDays(31)), PERSON);
    }

    /// The server that [#ORDERS] opens.
    DemoDatabase database() {
        return database;
    }

    /// The rotator's settings. Without signs a value is the same text in every sink, in JSON and elsewhere.
    Path settings(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("settings.json"), """
                {"zone": "UTC", "dryRun": false, "paths": ["/acme/prod/"], "soleActor": true,
                 "passwords": {"classes": ["lower", "upper", "digits"]},
                 "consumers": {"ecs": ["shop/web"],
                               "commands": [{"document": "acme-reload", "tag": "Service=shop"}]},
                 "accessKeys": {"users": ["mailer"]},
                 "databases": {"orders": {"host": "localhost", "port": %d, "tls": "off", "admin": "%s"},
                               "rude": {"host": "localhost", "port": %d, "tls": "off"}}}
                """.formatted(database.port(), ADMIN, rude.port()));
    }

    /// Everything that was asked of AWS, but for the values that Parameter Store is to keep.
    List<String> asked() {
        return aws.calls().all().stream().map(GuardedAccount::unpermitted).toList();
    }

    private static String unpermitted(Call call) {
        Map<String, String> parameters = new TreeMap<>(call.parameters());
        if (call.operation().equals("PutParameter") && call.service().equals("ssm")) {
            parameters.remove("Value");
        }
        return call.operation() + parameters;
    }

    /// Every value that there ever was, live, pending or never published.
    Canaries canaries() {
        Canaries canaries = new Canaries(List.of(
                DemoDatabase.firstPassword("app"), DemoDatabase.firstPassword("rotator"), TOKEN_CANARY, RUDE_CANARY));
        aws.accessKeys().statuses("mailer").keySet().stream()
                .flatMap(id -> aws.accessKeys().secret(id).stream())
                .forEach(canaries::addWritten);
        canaries.addWrittenTo(aws);
        return canaries;
    }

    @Override
    public void close() throws IOException {
        rude.close();
        database.close();
    }
}
