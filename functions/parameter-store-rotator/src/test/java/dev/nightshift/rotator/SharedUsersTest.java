package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parameters with one user of one server, over real HTTP. Nobody listens at the server: it is not even asked.
class SharedUsersTest {
    private final AwsScene scene = new AwsScene(Fixture.config("""
            "soleActor": true, "databases": {"orders": {"host": "localhost", "port": 1, "tls": "off",
            "admin": "/acme/admin", "users": ["app", "app_clone"]}}"""));

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    private void put(String name, String strategy, String host, String user, int days) {
        scene.targets =
                new DatabaseTargets(scene.config, scene.store, new Passwords(new Random(1)), Fixture.NOTHING_STOPPED);
        String value = "{\"host\": \"%s\", \"port\": 1, \"username\": \"%s\", \"password\": \"secret-12345\"}"
                .formatted(host, user);
        scene.due(name, strategy, value, "Standard", "")
                .written(scene.line.now().minus(Duration.ofDays(days)), AwsScene.OURS);
        if (strategy.endsWith("-alternating")) {
            scene.region.parameter(name).orElseThrow().tag("nightshift:database", "orders");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, localhost, app, postgres, app",
        "postgres, LOCALHOST, app, postgres, app",
        "postgres, localhost, app, postgres-alternating, app_clone",
        "mysql, localhost, app, mysql, app"
    })
    void aUserThatIsAlsoInAnotherParameterIsNotRotatedAndBothAreNamed(
            String strategy, String host, String user, String others, String other) {
        put("/acme/one", strategy, host, user, 31);
        put("/acme/two", others, "localhost", other, 1);

        Outcome outcome = scene.outcome("/acme/one");

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.why())
                .isEqualTo(
                        "its user app at localhost port 1 is also in /acme/two: a rotation would leave the other with a"
                                + " dead password; give each a user of its own, or take the tags of one away");
        assertThat(scene.operations()).doesNotContain("PutParameter");
    }

    @ParameterizedTest
    @CsvSource({"postgres, localhost, other", "postgres, elsewhere.invalid, app", "mysql, localhost, app"})
    void anotherUserOrServerIsNone(String strategy, String host, String user) {
        put("/acme/one", "postgres", "localhost", "app", 31);
        put("/acme/two", strategy, host, user, 1);

        assertThat(scene.outcome("/acme/one").why()).contains("cannot be asked").doesNotContain("also in");
    }

    @Test
    void whenBothAreDueBothAreRefused() {
        put("/acme/one", "postgres", "localhost", "app", 31);
        put("/acme/two", "postgres", "localhost", "app", 31);

        assertThat(scene.run().counts()).containsEntry(Kind.REFUSED, 2);
    }

    /// And once a run, however many are due.
    @Test
    void theOthersTakeOneCallForTen() {
        IntStream.range(0, 25).forEach(n -> put("/acme/p" + n, "postgres", "localhost", "user" + n, n < 2 ? 31 : 1));

        scene.run();

        assertThat(scene.operations().stream().filter("GetParameters"::equals)).hasSize(2 + 3);
    }

    @Test
    void oneThatCannotBeReadHidesNoOther() {
        put("/acme/one", "postgres", "localhost", "app", 31);
        put("/acme/two", "postgres", "localhost", "app", 1);
        put("/acme/zoo", "postgres", "localhost", "zoo", 1);
        scene.aws
                .faults()
                .on("ssm", "GetParameters")
                .where(parameters -> parameters.containsValue("/acme/zoo"))
                .with(new Fault.Refused(400, "AccessDeniedException", "no key"));

        assertThat(scene.outcome("/acme/one").why()).contains("is also in /acme/two");
    }
}
