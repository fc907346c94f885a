package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers whose connections break in the middle of a rotation, and that block a user.
class BrokenLinkTest {
    @TempDir
    private Path directory;

    private static Target target(SoakServer users) {
        return users.target(new Passwords(new SecureRandom()), Fixture.config().passwords());
    }

    /// Rotates one user after the other, each with another fault.
    private static void afterEachFaultThePublishedValueLogsIn(DatabaseServer server, Engine engine)
            throws IOException, SQLException {
        try (SoakServer users = new SoakServer(engine, server, 7)) {
            for (int fault = 0; fault < users.users.size(); fault++) {
                Secret first = users.value(users.users.get(fault));
                HoursScene scene = new HoursScene(engine == Engine.POSTGRES ? Strategy.POSTGRES : Strategy.MYSQL);
                scene.write(first);
                scene.opened((parameter, strategy) -> target(users), users::opens, () -> true);
                arm(users.link, fault);

                scene.play(Optional.empty(), Duration.ofMinutes(20));

                String as = "fault %d: %s".formatted(fault, scene.messages());
                assertThat(scene.silent).as(as).isEmpty();
                assertThat(scene.isLiveGood()).as(as).isTrue();
                assertThat(scene.store.newest(HoursScene.NAME).sameAs(first))
                        .as(as)
                        .isFalse();
            }
        }
    }

    private static void arm(FaultyLink link, int fault) {
        switch (fault) {
            case 0 -> link.lose(FaultyLink.Break.LOST_BEFORE_THE_SET);
            case 1 -> link.lose(FaultyLink.Break.LOST_AFTER_THE_SET);
            default -> link.refuse(fault - 1);
        }
    }

    @Test
    void afterEachFaultAPublishedValueOfPostgresLogsIn() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(directory)) {
            afterEachFaultThePublishedValueLogsIn(server, Engine.POSTGRES);
        }
    }

    @Test
    void afterEachFaultAPublishedValueOfMariaDbLogsIn() throws IOException, SQLException {
        try (MariaDbServer server = mariaDb()) {
            afterEachFaultThePublishedValueLogsIn(server, Engine.MYSQL);
        }
    }

    /// With three, the third wrong password blocks the user until an administrator helps.
    @Test
    void aUserIsNotBlockedHoweverLongNothingThatIsKeptLogsIn() throws IOException, SQLException {
        try (MariaDbServer server = mariaDb();
                SoakServer users = new SoakServer(Engine.MYSQL, server, 1)) {
            server.sql("SET GLOBAL max_password_errors = 3");
            String user = users.users.getFirst();
            Secret right = users.value(user);
            HoursScene scene = new HoursScene(Strategy.MYSQL);
            IntStream.range(0, 5)
                    .forEach(
                            n -> scene.write(JsonField.read(right).orElseThrow().with("password", "wrong-" + n)));
            scene.opened((parameter, strategy) -> target(users), right::sameAs, () -> true);

            scene.play(Optional.empty(), Duration.ofHours(6));

            assertThat(scene.silent).isEmpty();
            assertThat(users.opens(right)).as("the user is not blocked").isTrue();
            Target target = target(users);
            assertThat(target.blockedAfter()).isEmpty();
            assertThat(target.test(right)).isEqualTo(Answer.YES);
            assertThat(target.blockedAfter()).contains(3);
        }
    }

    private MariaDbServer mariaDb() throws IOException {
        Optional<MariaDbServer> server = MariaDbServer.start(directory);
        if (server.isEmpty()) {
            abort("there is no mariadb-install-db on the PATH");
        }
        return server.orElseThrow();
    }
}
