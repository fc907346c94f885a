package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.rotator.Target.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users of a real MariaDB, when it is installed; `-Dnightshift.mariadb=required` makes its absence a failure.
class MariaDbTest {
    private static final String FIRST = "first-password-1A";

    @TempDir
    static Path directory;

    private static ServerCertificate certificate = new ServerCertificate("", "", "");
    private static Optional<MariaDbServer> server = Optional.empty();

    private final Passwords passwords = new Passwords(new SecureRandom());

    @BeforeAll
    static void start() throws IOException {
        certificate = ServerCertificate.of("localhost");
        server = MariaDbServer.start(directory, certificate);
        if (server.isEmpty() && "required".equals(System.getProperty("nightshift.mariadb"))) {
            fail("nightshift.mariadb=required, and there is no mariadb-install-db on the PATH");
        }
        if (server.isEmpty()) {
            abort("there is no mariadb-install-db on the PATH");
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(MariaDbServer::close);
    }

    @BeforeEach
    void users() throws SQLException {
        server.orElseThrow()
                .sql(
                        "DROP USER IF EXISTS app@'%', app_clone@'%', app_clone@'10.%', rotator@'%'",
                        "CREATE USER app@'%' IDENTIFIED BY '" + FIRST + "'",
                        "CREATE USER app_clone@'%' IDENTIFIED BY 'other-password-1A'",
                        "CREATE USER app_clone@'10.%' IDENTIFIED BY 'other-password-1A'",
                        "CREATE USER rotator@'%' IDENTIFIED BY 'admin-password-1A'",
                        "GRANT SELECT, UPDATE ON mysql.* TO rotator@'%'");
    }

    private static Secret value(String user, String password) {
        return Secret.of("{\"engine\": \"mariadb\", \"port\": %d, \"username\": \"%s\", \"password\": \"%s\","
                        .formatted(server.orElseThrow().port(), user, password)
                + " \"dbname\": \"information_schema\"}");
    }

    private DatabaseTarget target(boolean tls, Optional<String> ca) {
        return new DatabaseTarget(
                Engine.MYSQL,
                Optional.of(new Database("localhost", 0, tls, ca, Optional.empty())),
                Optional.empty(),
                passwords,
                Fixture.config().passwords());
    }

    private DatabaseTarget alternating() {
        return new DatabaseTarget(
                Engine.MYSQL,
                Optional.of(new Database("localhost", 0, false, Optional.empty(), Optional.of("/acme/admin"))),
                Optional.of(() -> value("rotator", "admin-password-1A")),
                passwords,
                Fixture.config().passwords());
    }

    @Test
    void aUserChangesItsOwnPasswordAndTheServersLogDoesNotKnowIt() {
        DatabaseTarget target = target(false, Optional.empty());
        Secret live = value("app", FIRST);
        Secret next = target.candidate(Fixture.parameter("/acme/db"), live);

        assertThat(target.test(live)).isEqualTo(Answer.YES);
        assertThat(target.test(next)).isEqualTo(Answer.NO);
        assertThat(target.set(next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.NO);
        String password = JsonField.read(next).orElseThrow().text("password").orElseThrow();
        assertThat(directory.resolve("general.log"))
                .content()
                .contains("SET PASSWORD")
                .doesNotContain(password);
    }

    @Test
    void twoUsersTakeTurnsFromEveryHostAndTheLiveOneWorksAllTheTime() {
        DatabaseTarget target = alternating();
        Secret live = value("app", FIRST);
        Secret next = target.candidate(Fixture.parameter("/acme/db"), live);

        assertThat(target.set(next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.YES);
    }

    @Test
    void aUserThatIsNotThereIsARefusal() throws SQLException {
        server.orElseThrow().sql("DROP USER app_clone@'%', app_clone@'10.%'");
        DatabaseTarget target = alternating();
        Secret live = value("app", FIRST);

        assertThat(target.set(target.candidate(Fixture.parameter("/acme/db"), live), live))
                .isEqualTo(new Setting.Refused("SQLSTATE 42704"));
    }

    @Test
    void aPolicyThatRefusesChangesNothing() throws SQLException {
        try {
            server.orElseThrow()
                    .sql("INSTALL SONAME 'simple_password_check'", "SET GLOBAL simple_password_check_digits = 40");
        } catch (SQLException e) {
            abort("the server's plugins are not installed: " + e.getMessage());
        }
        try {
            DatabaseTarget target = target(false, Optional.empty());
            Secret live = value("app", FIRST);

            assertThat(target.set(target.candidate(Fixture.parameter("/acme/db"), live), live))
                    .isEqualTo(new Setting.Refused("SQLSTATE HY000, error 1819"));
            assertThat(target.test(live)).isEqualTo(Answer.YES);
        } finally {
            server.orElseThrow().sql("UNINSTALL SONAME 'simple_password_check'");
        }
    }

    @Test
    void aServerThatTakesNoWritesRefuses() throws SQLException {
        server.orElseThrow().sql("SET GLOBAL read_only = 1");
        try {
            DatabaseTarget target = target(false, Optional.empty());
            Secret live = value("app", FIRST);

            assertThat(target.set(target.candidate(Fixture.parameter("/acme/db"), live), live))
                    .isEqualTo(new Setting.Refused("SQLSTATE HY000, error 1290"));
        } finally {
            server.orElseThrow().sql("SET GLOBAL read_only = 0");
        }
    }

    @Test
    void aLockedUserIsNotAWrongPassword() throws SQLException {
        server.orElseThrow().sql("ALTER USER app@'%' ACCOUNT LOCK");

        assertThat(target(false, Optional.empty()).test(value("app", FIRST))).isEqualTo(Answer.UNKNOWN);
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
                Engine.MYSQL,
                Optional.of(new Database("127.0.0.1", 0, true, Optional.of(certificate.authority()), Optional.empty())),
                Optional.empty(),
                passwords,
                Fixture.config().passwords());

        assertThat(target.test(value("app", FIRST))).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aServerThatStopsInTheMiddleLeavesTheAnswerOpen() throws SQLException {
        DatabaseTarget target = target(false, Optional.empty());
        Secret live = value("app", FIRST);
        // The statement that sets a password waits for this lock until the server cuts the connection.
        Thread cutter = Thread.ofVirtual().start(MariaDbTest::cutWhoeverSets);
        Setting setting;
        try (var lock = server.orElseThrow().locked()) {
            assertThat(lock.isClosed()).isFalse();
            setting = target.set(target.candidate(Fixture.parameter("/acme/db"), live), live);
        } finally {
            cutter.interrupt();
        }

        assertThat(setting).isInstanceOf(Setting.Unknown.class);
        assertThat(target.test(live)).isEqualTo(Answer.YES);
    }

    private static void cutWhoeverSets() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                server.orElseThrow().kill("app", "Waiting for%");
            } catch (SQLException e) {
                return;
            }
        }
    }
}
