package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Roles of a real PostgreSQL.
class PostgresTest extends DatabaseContract {
    @TempDir
    static Path directory;

    private static Optional<PostgresServer> server = Optional.empty();

    PostgresTest() {
        super(new Dialect(
                Engine.POSTGRES,
                "ALTER ROLE app NOLOGIN",
                "DROP ROLE app_clone",
                "the administrator's statement: SQLSTATE 42501: the user lacks the right",
                "ALTER ROLE app SET default_transaction_read_only = on",
                "ALTER ROLE app SET default_transaction_read_only = off",
                "SQLSTATE 25006: the server takes no writes: it may be a replica",
                "connection authorized: user=%s "));
    }

    @BeforeAll
    static void start() throws IOException {
        server = Optional.of(PostgresServer.start(directory));
    }

    @AfterAll
    static void stop() {
        server.ifPresent(PostgresServer::close);
    }

    @Override
    DatabaseServer server() {
        return server.orElseThrow();
    }

    @Test
    void theVerifierIsScramWhateverTheRoleAndTheServerEncryptWith() throws SQLException {
        server().sql("ALTER ROLE app SET password_encryption = 'md5'");
        DatabaseTarget target = alone();
        Secret next = target.candidate(Fixture.parameter("/acme/db"), value("app", FIRST));

        try (Target.Change change = target.change(next, value("app", FIRST))) {
            assertThat(change.set()).isEqualTo(new Target.Setting.Taken());
        }
        assertThat(target.test(next)).isEqualTo(Answer.YES);
    }

    @Test
    void aLimitOfConnectionsThatIsMetAfterThePasswordProvesIt() throws SQLException {
        server().sql("ALTER ROLE app CONNECTION LIMIT 0");
        try {
            assertThat(alone().test(value("app", FIRST))).isEqualTo(Answer.YES);
            assertThat(alone().test(value("app", "wrong"))).isEqualTo(Answer.NO);
        } finally {
            server().sql("ALTER ROLE app CONNECTION LIMIT -1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER ROLE app CONNECTION LIMIT 2       | ALTER ROLE app CONNECTION LIMIT -1          | 2",
                "ALTER ROLE app CONNECTION LIMIT 3       | ALTER ROLE app CONNECTION LIMIT -1          | 0",
                "ALTER DATABASE postgres CONNECTION LIMIT 1 | ALTER DATABASE postgres CONNECTION LIMIT -1 | 1",
                "SELECT 1                                | SELECT 1                                    | 0"
            })
    void aLookTellsWhetherItsUserMayHaveFewConnections(String limit, String none, int few) throws SQLException {
        server().sql(limit);
        try {
            assertThat(alone().look(value("app", FIRST)))
                    .isEqualTo(few == 0 ? new LiveAnswer.Works() : new LiveAnswer.Limited(few));
            assertThat(alone().look(value("app", "wrong"))).isEqualTo(new LiveAnswer.Refused());
        } finally {
            server().sql(none);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER ROLE app NOLOGIN | app | SQLSTATE 28000: the role may not log in (NOLOGIN)",
                "SELECT 1 | nowhere | SQLSTATE 3D000: there is no such database"
            })
    void whyNothingCanBeAskedIsSaid(String statement, String database, String why) throws SQLException {
        server().sql(statement);
        DatabaseTarget target = alone();

        String text = value("app", FIRST).reveal();
        Secret elsewhere = Secret.of(database.equals("nowhere") ? text.replace("\"postgres\"}", "\"nowhere\"}") : text);
        assertThat(target.test(elsewhere)).isEqualTo(Answer.UNKNOWN);
        assertThat(target.unanswered())
                .hasValueSatisfying(said -> assertThat(said).contains(why));
    }

    /// Of a password that it is not told, passwordcheck can still say whether it is the user's name.
    /// The generator is seeded: the first value that it makes is known, and is a user's name here.
    @Test
    void aPolicyThatRefusesAValueIsReportedAndAnotherValueTakenOnceNothingCanBeUnderWay() throws SQLException {
        PasswordPolicy policy = Engine.POSTGRES.within(Fixture.config().passwords());
        String name =
                new Passwords(new Random(11)).generate(policy, any -> true).orElseThrow();
        server().sql("CREATE ROLE \"" + name + "\" LOGIN PASSWORD '" + FIRST + "'");
        Secret first = value(name, FIRST);
        DatabaseTarget target = alone(new Random(11));
        try (AwsScene scene = new AwsScene()) {
            scene.targets = (parameter, strategy) -> target;
            SsmParameter live = scene.due("/acme/db", "postgres", first.reveal(), "Standard", "");

            assertThat(scene.outcome("/acme/db").toString())
                    .contains("REFUSED", "the target refuses the new credential: SQLSTATE 22023")
                    .doesNotContain(name);
            assertThat(target.test(Secret.of(live.value()))).isEqualTo(Answer.YES);

            scene.line.pass(RotatorConfig.COOL_DOWN.plusSeconds(1));
            assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Outcome.Kind.GIVEN_UP);
            assertThat(live.value()).isEqualTo(first.reveal());
            assertThat(target.test(first)).isEqualTo(Answer.YES);

            scene.line.pass(Duration.ofMinutes(1));
            assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Outcome.Kind.ROTATED);
            assertThat(target.test(Secret.of(live.value()))).isEqualTo(Answer.YES);
            assertThat(target.test(first)).isEqualTo(Answer.NO);
            assertThat(scene.region.parameters()).containsExactly(live);
            assertThat(scene.told).containsExactly("1 refused", "1 given up", "1 rotated");
        } finally {
            server().sql("DROP ROLE \"" + name + "\"");
        }
    }
}
