package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with the administrator's parameter is said of it, and not of the one that is rotated.
class AdministratorTest {
    private static final String ADMIN = "/acme/admin";

    private final CheckScene scene = new CheckScene();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone | the administrator's parameter /acme/admin is not there",
                "plain text | the administrator's parameter /acme/admin is no JSON object with the fields username and password",
                "{\"username\": \"rotator\"} | the administrator's parameter /acme/admin is no JSON object with the fields username and password",
                "unread | the administrator's parameter /acme/admin: read: no answer"
            })
    void isNamed(String value, String why) {
        if (!value.equals("gone")) {
            scene.store.put(ADMIN, Secret.of(value), FakeStore.PERSON, Map.of());
        }
        if (value.equals("unread")) {
            scene.line.breakEach("read", Break.LOST);
        }
        RotatorConfig config =
                Fixture.config("\"databases\": {\"orders\": {\"host\": \"localhost\", \"port\": 1, \"admin\":"
                        + " \"/acme/admin\", \"users\": [\"app\", \"app_clone\"]}}");
        Target target = new DatabaseTargets(config, scene.store, new Passwords(new Random(1)), Fixture.NOTHING_STOPPED)
                .of(Fixture.parameter("/acme/db", "nightshift:database=orders"), Strategy.POSTGRES_ALTERNATING);
        Secret live = CheckScene.value("app", "first");
        scene.line.pass(Duration.ofDays(1));
        String said;
        try (Target.Change change = target.change(live, live)) {
            said = change.set() instanceof Target.Setting.NotSent(String reason) ? reason : "";
        } catch (CallException e) {
            said = e.what();
        }

        assertThat(Optional.of(said)).contains(why);
    }
}
