package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.ServerCertificate;
import dev.nightshift.rotator.Target.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds for the users of every real server: `app` and `app_clone`, and `rotator`, which may change them.
abstract class DatabaseContract {
    static final String FIRST = "first-password-1A";
    private static final String ADMIN = "admin-password-1A";

    private final Parameter parameter = Fixture.parameter("/acme/db");
    private final Secret live = value("app", FIRST);

    private final Dialect dialect;

    /// How a server is told what the tests need, and how it refuses then.
    ///
    /// @param takeNoWrites until `takeWrites`; refused as `takesNone`
    /// @param login what the server's log says when a user has come in
    record Dialect(
            Engine engine,
            String lockApp,
            String removeClone,
            String disarmed,
            String takeNoWrites,
            String takeWrites,
            String takesNone,
            String login) {}

    DatabaseContract(Dialect dialect) {
        this.dialect = dialect;
    }

    abstract DatabaseServer server();

    @BeforeEach
    void users() throws SQLException {
        server().users(FIRST, "other-password-1A", ADMIN);
    }

    final Secret value(String user, String password) {
        return Secret.of("{\"port\": %d, \"username\": \"%s\", \"password\": \"%s\", \"dbname\": \"%s\"}"
                .formatted(server().port(), user, password, server().engine()));
    }

    private DatabaseTarget target(Database site, Optional<Supplier<Secret>> admin, RandomGenerator random) {
        return new DatabaseTarget(
                dialect.engine(),
                Optional.of(site),
                admin,
                new Passwords(random),
                Fixture.config().passwords(),
                Fixture.NOTHING_STOPPED);
    }

    final DatabaseTarget alone() {
        return alone(new SecureRandom());
    }

    final DatabaseTarget alone(RandomGenerator random) {
        return target(
                new Database("localhost", 0, false, Optional.empty(), Optional.empty(), false, Optional.empty(), false),
                Optional.empty(),
                random);
    }

    private DatabaseTarget inTurns() {
        Database site = new Database(
                "localhost",
                0,
                false,
                Optional.empty(),
                Optional.of("/acme/admin"),
                false,
                Optional.of(new AllowedUsers("databases.orders.users", List.of("app", "app_clone"))),
                false);
        return target(site, Optional.of(() -> value("rotator", ADMIN)), new SecureRandom());
    }

    private DatabaseTarget proving(String host, String... authorities) {
        String bundle = String.join("", authorities);
        Optional<String> ca = Optional.of(bundle).filter(pem -> !pem.isEmpty());
        return target(
                new Database(host, 0, true, ca, Optional.empty(), false, Optional.empty(), false),
                Optional.empty(),
                new SecureRandom());
    }

    final Setting set(DatabaseTarget target) {
        return set(target, target.candidate(parameter, live), live);
    }

    private static Setting set(DatabaseTarget target, Secret pending, Secret working) {
        try (Target.Change change = target.change(pending, working)) {
            return change.set();
        }
    }

    private static String password(Secret value) {
        return JsonField.read(value).orElseThrow().text("password").orElseThrow();
    }

    @Test
    void aUserChangesItsOwnPasswordAndTheServersLogDoesNotKnowIt() {
        DatabaseTarget target = alone();
        Secret next = target.candidate(parameter, live);

        assertThat(target.test(live)).isEqualTo(Answer.YES);
        assertThat(target.test(next)).isEqualTo(Answer.NO);
        assertThat(set(target, next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.NO);
        assertThat(server().log())
                .content()
                .containsPattern("SET PASSWORD|ALTER USER")
                .doesNotContain(password(next));
    }

    @Test
    void twoUsersTakeTurnsAndTheLiveOneWorksAllTheTime() {
        DatabaseTarget target = inTurns();
        Secret next = target.candidate(parameter, live);

        assertThat(JsonField.read(next).orElseThrow().text("username")).contains("app_clone");
        assertThat(set(target, next, live)).isEqualTo(new Setting.Taken());
        assertThat(target.test(next)).isEqualTo(Answer.YES);
        assertThat(target.test(live)).isEqualTo(Answer.YES);
        Secret third = target.candidate(parameter, next);
        assertThat(JsonField.read(third).orElseThrow().text("username")).contains("app");
    }

    /// One tries the live value and looks at the user, one sets the new value, and one tries it.
    @ParameterizedTest
    @CsvSource({"false, app, 3", "true, app, 1", "true, app_clone, 1", "true, rotator, 2"})
    void aRotationOpensThisManySessions(boolean inTurns, String user, int sessions) throws IOException {
        long before = logins(user);
        try (AwsScene scene = new AwsScene()) {
            scene.targets = (parameter, strategy) -> inTurns ? inTurns() : alone();
            scene.due("/acme/db", "postgres", live.reveal(), "Standard", "");

            assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Outcome.Kind.ROTATED);
        }
        assertThat(logins(user) - before).isEqualTo(sessions);
    }

    private long logins(String user) throws IOException {
        String login = dialect.login().formatted(user);
        try (Stream<String> lines = Files.lines(server().log())) {
            return lines.filter(line -> line.contains(login)).count();
        }
    }

    @Test
    void aUserThatIsNotThereIsARefusal() throws SQLException {
        server().sql(dialect.removeClone());

        assertThat(set(inTurns())).isEqualTo(new Setting.Refused("the administrator's statement: SQLSTATE 42704"));
    }

    @Test
    void whoMayNotChangeAnotherIsRefusedAndTheServersLogDoesNotKnowTheValue() throws SQLException {
        DatabaseTarget target = inTurns();
        Secret next = target.candidate(parameter, live);
        server().disarm();

        assertThat(set(target, next, live)).isEqualTo(new Setting.Refused(dialect.disarmed()));
        assertThat(alone().test(live)).isEqualTo(Answer.YES);
        assertThat(server().log()).content().doesNotContain(password(next));
    }

    @Test
    void aServerThatTakesNoWritesRefusesAndChangesNothing() throws SQLException {
        server().sql(dialect.takeNoWrites());
        try {
            assertThat(set(alone())).isEqualTo(new Setting.Refused(dialect.takesNone()));
            assertThat(alone().test(live)).isEqualTo(Answer.YES);
        } finally {
            server().sql(dialect.takeWrites());
        }
    }

    @Test
    void aLockedUserIsNotAWrongPassword() throws SQLException {
        server().sql(dialect.lockApp());

        assertThat(alone().test(live)).isEqualTo(Answer.UNKNOWN);
        assertThat(alone().test(value("app", "wrong"))).isEqualTo(Answer.NO);
    }

    @Test
    void aServerProvesItsNameWithACertificateOfTheBundle() throws IOException {
        String authority = server().certificate().authority();
        String other = ServerCertificate.of("localhost").authority();

        assertThat(proving("localhost", authority).test(live)).isEqualTo(Answer.YES);
        assertThat(proving("localhost", other, authority).test(live)).isEqualTo(Answer.YES);
        assertThat(proving("localhost", other).test(live)).isEqualTo(Answer.UNKNOWN);
        assertThat(proving("localhost").test(live)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() {
        assertThat(proving("127.0.0.1", server().certificate().authority()).test(live))
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aUserChangesItsPasswordOverTls() {
        DatabaseTarget target = proving("localhost", server().certificate().authority());

        assertThat(set(target)).isEqualTo(new Setting.Taken());
        assertThat(target.test(live)).isEqualTo(Answer.NO);
    }

    @Test
    void nobodyListeningIsNotAWrongPassword() {
        Secret elsewhere = Secret.of("{\"port\": 1, \"username\": \"app\", \"password\": \"" + FIRST + "\"}");

        assertThat(alone().test(elsewhere)).isEqualTo(Answer.UNKNOWN);
        assertThat(set(alone(), elsewhere, elsewhere))
                .isInstanceOfSatisfying(
                        Setting.NotSent.class,
                        not -> assertThat(not.why())
                                .startsWith("no session could be opened: SQLSTATE 08")
                                .contains("ConnectException"));
    }

    /// The statement that sets a password waits until the server cuts the connection.
    @Test
    void aServerThatStopsInTheMiddleLeavesTheAnswerOpen() throws SQLException {
        Thread cutter = Thread.ofVirtual().start(this::cutWhoeverSets);
        Setting setting;
        try (Connection held = server().hold()) {
            assertThat(held.isClosed()).isFalse();
            setting = set(alone());
        } finally {
            cutter.interrupt();
        }

        assertThat(setting).isInstanceOf(Setting.Unknown.class);
        assertThat(alone().test(live)).isEqualTo(Answer.YES);
    }

    private void cutWhoeverSets() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                server().cut("app");
            } catch (SQLException e) {
                return;
            }
        }
    }

    @Test
    void whatCannotBeAskedIsRefusedBeforeAnything() {
        Map<String, String> values = Map.of(
                "plain text", "its value is no JSON object with the field password",
                "{\"engine\": \"oracle\"}", "its field engine is another engine's than its tag nightshift:strategy",
                "{\"password\": \"x\"}", "its value has no field username");

        values.forEach((value, why) -> assertThatThrownBy(() -> alone().candidate(parameter, Secret.of(value)))
                .hasMessage(why));
    }
}
