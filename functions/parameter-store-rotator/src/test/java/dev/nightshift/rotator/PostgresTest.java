package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.SsmParameter;
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
                "SQLSTATE 42501: the user lacks the right",
                "ALTER ROLE app SET default_transaction_read_only = on",
                "ALTER ROLE app SET default_transaction_read_only = off",
                "SQLSTATE 25006: the server takes no writes: it may be a replica"));
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
