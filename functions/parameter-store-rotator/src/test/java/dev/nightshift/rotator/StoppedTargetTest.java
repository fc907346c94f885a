package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.Outcome.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database on a host that weekend-instance-stopper keeps down.
class StoppedTargetTest {
    private static final String NAME = "/acme/prod/db";
    private static final String HOST = "127.0.0.1";

    private final Line line = new Line();
    private final FakeStore store = new FakeStore(line);
    private final List<String> notified = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mysql"})
    void aDatabaseThatIsStoppedOnPurposeIsNoFindingAndNothingIsChanged(String engine) throws IOException {
        Run run = run(engine, untilIn(Duration.ofHours(1)));

        assertThat(run.outcomes()).extracting(Outcome::kind).containsExactly(Kind.TARGET_STOPPED);
        assertThat(run.outcomes().getFirst().why())
                .contains("its database runs on i-1, which weekend-instance-stopper stopped until ");
        assertThat(notified).isEmpty();
        assertThat(store.isAnythingPending()).isFalse();
        assertThat(Fixture.failure(run)).isEmpty();
    }

    @Test
    void onceItsWindowIsOverItIsReportedAgain() throws IOException {
        Run run = run("postgres", untilIn(Duration.ZERO));

        assertThat(run.outcomes()).extracting(Outcome::kind).containsExactly(Kind.UNFINISHED);
        assertThat(notified).hasSize(1);
    }

    private StoppedOnPurpose untilIn(Duration time) {
        Instant until = due().plus(time);
        Host host = new Host("i-1", "eu-central-1", new TreeSet<>(List.of(HOST)), until);
        return new StoppedOnPurpose(() -> StoppedHosts.of(List.of(host)), List::of);
    }

    private Instant due() {
        return line.now().plus(Duration.ofDays(31));
    }

    private Run run(String engine, StoppedOnPurpose stopped) throws IOException {
        RotatorConfig config = Fixture.config("\"dryRun\": false, \"soleActor\": true");
        store.put(
                NAME,
                Secret.of("{\"host\": \"%s\", \"port\": %d, \"username\": \"app\", \"password\": \"first\"}"
                        .formatted(HOST, closedPort())),
                FakeStore.PERSON,
                Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", engine));
        line.pass(Duration.ofDays(31));
        Passwords passwords = new Passwords(new Random(7));
        Rotator rotator = new Rotator(
                config,
                store,
                new DatabaseTargets(config, store, passwords, stopped),
                new RandomRotation(store, passwords, config.passwords(), line::now),
                Fixture.PACE,
                List.of());
        return Fixture.run(
                rotator,
                new Rotator.Order(
                        line.now(),
                        false,
                        Optional.empty(),
                        () -> Duration.ofMinutes(10),
                        new FunctionArn("123456789012", "eu-central-1", "rotator"),
                        Attempts.first(line.now()),
                        Fixture.NOT_PAUSED),
                digest -> notified.add(digest.verdict()));
    }

    /// Of a server that is down.
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
