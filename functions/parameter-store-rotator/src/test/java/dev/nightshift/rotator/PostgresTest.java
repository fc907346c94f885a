package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.rotator.Target.Setting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roles of a real PostgreSQL.
class PostgresTest {
    private static final String FIRST = "first-password";

    @TempDir
    static Path directory;

    private static ServerCertificate certificate = new ServerCertificate("", "", "");
    private static Optional<EmbeddedPostgres> server = Optional.empty();

    private final Passwords passwords = new Passwords(new SecureRandom());

    @BeforeAll
    static void start() throws IOException {
        certificate = ServerCertificate.of("localhost");
        Path key = Files.writeString(directory.resolve("server.key"), certificate.key());
        // PostgreSQL does not start with a key that others may read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.chain());
        server = Optional.of(EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_key_file", key.toString())
                .setServerConfig("ssl_cert_file", chain.toString())
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("hba_file", hba().toString())
                .setServerConfig("log_statement", "all")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start());
    }

    private static Path log() {
        return directory.resolve("server.log");
    }

    // Everybody but the server's own administrator has to know a password.
    private static Path hba() throws IOException {
        return Files.writeString(
                directory.resolve("pg_hba.conf"),
                "host all postgres all trust\nhost all all all scram-sha-256\nlocal all all trust\n");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @BeforeEach
    void roles() throws SQLException {
        for (String role : new String[] {"app", "app_clone", "rotator"}) {
            sql("DROP ROLE IF EXISTS " + role);
        }
        sql("CREATE ROLE app LOGIN PASSWORD '" + FIRST + "'");
        sql("CREATE ROLE app_clone LOGIN PASSWORD 'other-password'");
        sql("CREATE ROLE rotator LOGIN CREATEROLE PASSWORD 'admin-password'");
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = server.orElseThrow().getPostgresDatabase().getConnection();
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static Secret value(String user, String password) {
        return Secret.of("{\"engine\": \"postgres\", \"host\": \"localhost\", \"port\": %d, \"username\": \"%s\","
                        .formatted(server.orElseThrow().getPort(), user)
                + " \"password\": \"" + password + "\", \"dbname\": \"postgres\"}");
    }

    private DatabaseTarget target(boolean tls, Optional<String> ca) {
        return new DatabaseTarget(
                Engine.POSTGRES,
                Optional.of(new Database("localhost", 0, tls, ca, Optional.empty())),
                Optional.empty(),
                passwords,
                Fixture.config().passwords());
    }

    private DatabaseTarget alternating() {
        return new DatabaseTarget(
                Engine.POSTGRES,
                Optional.of(new Database("localhost", 0, false, Optional.empty(), Optional.of("/acme/admin"))),
                Optional.of(() -> value("rotator", "admin-password")),
                passwords,
                Fixture.config().passwords());
    }

    @Test
    void aRoleChangesItsOwnPasswordAndTheServersLogDoesNotKnowIt() {
        DatabaseTarget target = target(false, Optional.empty());
        Secret live = value("app", FIRST);
        Secret next = target.candidate(Fixture.parameter("/acme/db"), live);

        assertThat(target.test(live)).isEqualTo(Answer.YES);
        assertThat(target.test(next)).isEqualTo(Answer.NO);
        assertThat(target.set(next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.NO);
        String password = JsonField.read(next).orElseThrow().text("password").orElseThrow();
        assertThat(log()).content().contains("ALTER USER").doesNotContain(password);
    }

    @Test
    void twoRolesTakeTurnsAndTheLiveOneWorksAllTheTime() {
        DatabaseTarget target = alternating();
        Secret live = value("app", FIRST);
        Secret next = target.candidate(Fixture.parameter("/acme/db"), live);

        assertThat(JsonField.read(next).orElseThrow().text("username")).contains("app_clone");
        assertThat(target.set(next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.YES);
        Secret third = target.candidate(Fixture.parameter("/acme/db"), next);
        assertThat(JsonField.read(third).orElseThrow().text("username")).contains("app");
    }

    @Test
    void aRoleThatIsNotThereIsARefusal() throws SQLException {
        sql("DROP ROLE app_clone");
        DatabaseTarget target = alternating();
        Secret live = value("app", FIRST);

        assertThat(target.set(target.candidate(Fixture.parameter("/acme/db"), live), live))
                .isEqualTo(new Setting.Refused("SQLSTATE 42704"));
    }

    @Test
    void whoMayNotChangeAnotherIsRefused() throws SQLException {
        sql("ALTER ROLE rotator NOCREATEROLE");
        DatabaseTarget target = alternating();
        Secret live = value("app", FIRST);

        assertThat(target.set(target.candidate(Fixture.parameter("/acme/db"), live), live))
                .isEqualTo(new Setting.Refused("SQLSTATE 42501"));
    }

    @Test
    void aLockedRoleIsNotAWrongPassword() throws SQLException {
        sql("ALTER ROLE app NOLOGIN");

        assertThat(target(false, Optional.empty()).test(value("app", FIRST))).isEqualTo(Answer.UNKNOWN);
        assertThat(target(false, Optional.empty()).test(value("app", "wrong"))).isEqualTo(Answer.NO);
    }

    @Test
    void aServerProvesItsNameWithACertificateOfTheBundle() throws IOException {
        Secret live = value("app", FIRST);
        ServerCertificate other = ServerCertificate.of("localhost");

        assertThat(target(true, Optional.of(certificate.authority())).test(live))
                .isEqualTo(Answer.YES);
        assertThat(target(true, Optional.of(other.authority() + certificate.authority()))
                        .test(live))
                .isEqualTo(Answer.YES);
        assertThat(target(true, Optional.of(other.authority())).test(live)).isEqualTo(Answer.UNKNOWN);
        assertThat(target(true, Optional.empty()).test(live)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() {
        DatabaseTarget target = new DatabaseTarget(
                Engine.POSTGRES,
                Optional.of(new Database("127.0.0.1", 0, true, Optional.of(certificate.authority()), Optional.empty())),
                Optional.empty(),
                passwords,
                Fixture.config().passwords());

        assertThat(target.test(value("app", FIRST))).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void nobodyListeningIsNotAWrongPassword() {
        Secret elsewhere = Secret.of("{\"port\": 1, \"username\": \"app\", \"password\": \"" + FIRST + "\"}");

        assertThat(target(false, Optional.empty()).test(elsewhere)).isEqualTo(Answer.UNKNOWN);
        assertThat(target(false, Optional.empty()).set(elsewhere, elsewhere))
                .isEqualTo(new Setting.Unknown("SQLSTATE 08001"));
    }

    @Test
    void aServerThatStopsInTheMiddleLeavesTheAnswerOpen() throws SQLException {
        DatabaseTarget target = target(false, Optional.empty());
        Secret live = value("app", FIRST);
        // The statement that sets a password waits for this lock until the server cuts the connection.
        try (Connection connection = server.orElseThrow().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_authid IN SHARE MODE");
            Thread cutter = Thread.ofVirtual().start(() -> cutWhoeverSets());

            Setting setting = target.set(target.candidate(Fixture.parameter("/acme/db"), live), live);

            cutter.interrupt();
            connection.rollback();
            assertThat(setting).isInstanceOf(Setting.Unknown.class);
        }
        assertThat(target.test(live)).isEqualTo(Answer.YES);
    }

    private static void cutWhoeverSets() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection =
                            server.orElseThrow().getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = 'app' AND wait_event_type = 'Lock'");
            } catch (SQLException e) {
                return;
            }
        }
    }

    @Test
    void whatCannotBeAskedIsRefusedBeforeAnything() {
        Parameter parameter = Fixture.parameter("/acme/db");
        DatabaseTarget target = target(false, Optional.empty());
        Map<String, String> values = Map.of(
                "plain text", "its value is no JSON object with the field password",
                "{\"engine\": \"mysql\"}", "its field engine is another engine's than its tag nightshift:strategy",
                "{\"password\": \"x\"}", "its value has no field username");

        values.forEach((value, why) -> assertThatThrownBy(() -> target.candidate(parameter, Secret.of(value)))
                .hasMessage(why));
    }
}
