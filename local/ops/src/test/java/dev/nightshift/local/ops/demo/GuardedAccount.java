package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.security.AccessKeys;
import dev.nightshift.local.aws.ssm.Ssm;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An account with a secret of every strategy, all of them due, what the secrets open, and everything that is secret
/// there. A MariaDB is among it where one is installed.
final class GuardedAccount implements AutoCloseable {
    static final String REGION = "eu-central-1";
    static final String TOKEN = "/acme/prod/token";
    static final String RUDE = "/acme/prod/rude";
    static final String MAILER = "/acme/prod/mailer";

    private static final String PERSON = "arn:aws:iam::123456789012:user/somebody";
    private static final String TOKEN_CANARY = "canary-in-the-token-mine";
    private static final String RUDE_CANARY = "canary-of-the-rude-server";
    private static final String USER_CANARY = "canary-under-orders-1";
    private static final String CLONE_CANARY = "canary-double-1";
    private static final String ADMIN_CANARY = "canary-keeper-1";

    private final LocalAws aws;
    private final InstantSource clock;
    private final Path directory;
    private final RudeServer rude = new RudeServer("no entry with " + RUDE_CANARY);
    private final List<DatabaseServer> servers = new ArrayList<>();

    /// @param directory for files
    GuardedAccount(LocalAws aws, InstantSource clock, Path directory) throws IOException, SQLException {
        this.aws = aws;
        this.clock = clock;
        this.directory = directory;
        servers.add(PostgresServer.start(Files.createDirectory(directory.resolve("postgres"))));
        MariaDbServer.start(Files.createDirectory(directory.resolve("mysql"))).ifPresent(servers::add);
        for (DatabaseServer server : servers) {
            server.users(USER_CANARY, CLONE_CANARY, ADMIN_CANARY);
            aws.ssm(REGION).put(admin(server), "SecureString", secret(server, "rotator", ADMIN_CANARY));
            due(live(server), secret(server, "app", USER_CANARY), server.engine() + "-alternating", server.engine());
        }
        due(TOKEN, TOKEN_CANARY, "random", "");
        due(RUDE, "{\"username\": \"app\", \"password\": \"" + RUDE_CANARY + "\"}", "postgres", "rude");
        AccessKeys users = aws.accessKeys();
        users.user("/", "mailer");
        String id = users.createKey("mailer");
        String key = "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
                .formatted(id, users.secret(id).orElseThrow());
        due(MAILER, key, "iam-access-key", "");
        aws.ecs(REGION).run("shop", "web", live(servers.getFirst()));
    }

    private void due(String name, String value, String strategy, String opens) {
        Ssm store = aws.ssm(REGION);
        store.put(name, "SecureString", value)
                .tag("nightshift:rotate-every", "30d")
                .tag("nightshift:strategy", strategy)
                .tag("nightshift:database", opens)
                .written(clock.instant().minus(Duration.ofDays(31)), PERSON);
    }

    private static String secret(DatabaseServer server, String user, String password) {
        return "{\"engine\": \"%1$s\", \"username\": \"%2$s\", \"password\": \"%3$s\", \"dbname\": \"%1$s\"}"
                .formatted(server.engine(), user, password);
    }

    private static String live(DatabaseServer server) {
        return "/acme/prod/" + server.engine();
    }

    private static String admin(DatabaseServer server) {
        return "/acme/admin/" + server.engine();
    }

    /// The servers whose users are rotated.
    List<DatabaseServer> servers() {
        return List.copyOf(servers);
    }

    /// The parameters that open them.
    List<String> users() {
        return servers.stream().map(GuardedAccount::live).toList();
    }

    /// The rotator's settings. Without signs a value is the same text in every sink, in JSON and elsewhere.
    Path settings() throws IOException {
        String databases = servers.stream()
                .map(server ->
                        "\"%s\": {\"host\": \"localhost\", \"port\": %d, \"tls\": \"off\", \"admin\": \"%s\", \"users\": [\"app*\"]},"
                                .formatted(server.engine(), server.port(), admin(server)))
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve("settings.json"), """
                {"zone": "UTC", "dryRun": false, "paths": ["/acme/prod/"], "soleActor": true,
                 "passwords": {"classes": ["lower", "upper", "digits"]},
                 "consumers": {"ecs": ["shop/web"],
                               "commands": [{"document": "acme-reload", "tag": "Service=shop"}]},
                 "accessKeys": {"users": ["mailer"]},
                 "databases": {%s "rude": {"host": "localhost", "port": %d, "tls": "off"}}}
                """.formatted(databases, rude.port()));
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
        Canaries canaries = new Canaries(List.of(USER_CANARY, CLONE_CANARY, ADMIN_CANARY, TOKEN_CANARY, RUDE_CANARY));
        aws.accessKeys().statuses("mailer").keySet().stream()
                .flatMap(id -> aws.accessKeys().secret(id).stream())
                .forEach(canaries::addWritten);
        canaries.addWrittenTo(aws);
        return canaries;
    }

    @Override
    public void close() throws IOException {
        rude.close();
        servers.forEach(DatabaseServer::close);
    }
}
