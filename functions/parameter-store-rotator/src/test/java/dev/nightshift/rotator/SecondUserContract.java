package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// The second of two users on a real server, over whole rotations: whoever gets its password can do what the first can.
abstract class SecondUserContract {
    static final String NAME = "/acme/db";
    static final String FIRST = "first-password-1A";
    static final String ADMIN = "admin-password-1A";

    abstract DatabaseServer server();

    abstract String url(String database);

    final String value(String user, String password, String database) {
        return "{\"port\": %d, \"username\": \"%s\", \"password\": \"%s\", \"dbname\": \"%s\"}"
                .formatted(server().port(), user, password, database);
    }

    final AwsScene scene(String keys) {
        AwsScene scene = new AwsScene(Fixture.config("""
                "soleActor": true, "databases": {"orders": {"host": "localhost", "tls": "off", "admin": "/acme/admin",
                "users": ["app", "app_clone"]%s}}""".formatted(keys)));
        scene.region.put("/acme/admin", "SecureString", value("rotator", ADMIN, server().engine()));
        scene.targets = new DatabaseTargets(
                scene.config, scene.store, new Passwords(new SecureRandom()), Fixture.NOTHING_STOPPED);
        return scene;
    }

    final SsmParameter due(AwsScene scene, String strategy, String database) {
        return scene.due(NAME, strategy, value("app", FIRST, database), "Standard", "")
                .tag("nightshift:database", "orders");
    }

    /// What a rotation of two users says, and that nothing was written if it is refused.
    final String said(String database, String keys) {
        try (AwsScene scene = scene(keys)) {
            SsmParameter live = due(scene, server().engine() + "-alternating", database);
            Outcome outcome = scene.outcome(NAME);
            if (outcome.kind() == Outcome.Kind.REFUSED) {
                assertThat(live.versions()).hasSize(1);
                assertThat(scene.operations()).doesNotContain("PutParameter");
            }
            return outcome.kind() + ": " + outcome.why();
        }
    }

    /// Rotates twice, so that each of the two has its turn, and uses both.
    final void bothCan(String database, String keys, String... statements) throws SQLException {
        try (AwsScene scene = scene(keys)) {
            SsmParameter live = due(scene, server().engine() + "-alternating", database);
            for (String user : new String[] {"app_clone", "app"}) {
                assertThat(scene.outcome(NAME)).matches(outcome -> outcome.kind() == Outcome.Kind.ROTATED);
                JsonField fields = JsonField.read(Secret.of(live.value())).orElseThrow();
                assertThat(fields.text("username")).contains(user);
                use(database, user, fields.text("password").orElseThrow(), statements);
                scene.line.pass(Duration.ofDays(31));
            }
        }
    }

    final void use(String database, String user, String password, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), user, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
