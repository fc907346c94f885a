package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.Plan.Demand;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The function under a person's credentials: what it rotates then counts as rotated in the scheduled runs that follow.
class PersonsRotationTest {
    private static final String NAME = "/acme/db";
    private static final Ask FORCED = new Ask(Optional.of(new Demand(NAME, Origin.NEW)), false);
    private static final Ask BACK = new Ask(Optional.of(new Demand(NAME, Origin.PREVIOUS)), false);

    private final CheckScene scene = new CheckScene();

    private static Map<String, String> tags(String strategy) {
        return Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", strategy);
    }

    /// Written by us 100 days ago and 31 days ago, so that it is due.
    private void due(String strategy) {
        for (String password : List.of("first", "second")) {
            Secret value = strategy.equals("random") ? Secret.of(password) : CheckScene.value("app", password);
            scene.line.pass(Duration.ofDays(31));
            scene.store.put(NAME, value, FakeStore.OURS, tags(strategy));
            scene.database.passwords.put("app", password);
        }
        scene.line.pass(Duration.ofDays(31));
    }

    private void settings(String checkEvery) {
        scene.config = Fixture.config("\"dryRun\": false, \"soleActor\": true, \"checkEvery\": \"" + checkEvery + "\"");
    }

    private int versions() {
        return scene.store.all(NAME).size();
    }

    private void runsOf(String who, Ask ask) {
        scene.store.writer = who;
        scene.run(ask);
        scene.store.writer = FakeStore.OURS;
        scene.line.pass(Duration.ofDays(1));
    }

    private void days(int count) {
        for (int day = 0; day < count; day++) {
            scene.daily();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 7 days, forced",
        "postgres, 7 days, daily",
        "postgres, off, forced",
        "postgres, off, daily",
        "postgres, 7 days, back",
        "random, 7 days, forced",
        "random, 7 days, daily",
        "random, off, forced",
        "random, off, back"
    })
    void whatAPersonLetItRotateIsDueAfterItsTime(String strategy, String checkEvery, String how) {
        settings(checkEvery);
        due(strategy);

        runsOf(FakeStore.PERSON, how.equals("daily") ? Ask.DAILY : how.equals("back") ? BACK : FORCED);
        assertThat(versions()).isEqualTo(3);
        days(29);
        assertThat(versions()).isEqualTo(3);
        scene.line.calls().clear();
        days(1);

        assertThat(versions()).isEqualTo(4);
        assertThat(scene.line.calls()).doesNotContain("history");
    }

    /// The run died before it could remember anything.
    @Test
    void whatARunThatFollowsBringsToItsEndCounts() {
        settings("off");
        due("postgres");
        scene.line.breakEach("tell", FakeStore.Line.Break.LOST);
        int calls = scene.line.calls().size();
        scene.line.breakAt(calls + 7, FakeStore.Line.Break.DONE_AND_DEAD);
        scene.store.writer = FakeStore.PERSON;
        try {
            scene.run(FORCED);
        } catch (FakeStore.Line.Death e) {
            assertThat(scene.line.calls().getLast()).isEqualTo("write");
        }
        scene.store.writer = FakeStore.OURS;
        scene.line.mend();
        assertThat(versions()).isEqualTo(3);
        days(20);

        assertThat(versions()).isEqualTo(3);
        assertThat(scene.store.isAnythingPending()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 28})
    void anEditThatFollowsDoesNotPutTheNextRotationOff(int day) {
        due("postgres");
        runsOf(FakeStore.PERSON, FORCED);
        days(day - 1);
        scene.store.put(NAME, Secret.of(scene.store.newest(NAME).reveal() + "\n"), FakeStore.PERSON, tags("postgres"));
        days(30 - day);
        assertThat(versions()).isEqualTo(4);
        days(1);

        assertThat(versions()).isEqualTo(5);
    }

    /// Consumers that a run could not reach are owed by the next.
    @Test
    void consumersOfWhatAPersonLetItRotateAreStillOwedLater() {
        List<Map<String, Instant>> owed = new ArrayList<>();
        scene.consumers = List.of((published, time) -> {
            owed.add(Map.copyOf(published));
            return List.of();
        });
        due("postgres");

        runsOf(FakeStore.PERSON, FORCED);
        days(1);

        assertThat(owed)
                .hasSize(2)
                .allSatisfy(published -> assertThat(published).containsOnlyKeys(NAME));
        assertThat(owed.getLast()).isEqualTo(owed.getFirst());
    }

    @Test
    void aPersonsOwnWriteIsNoRotation() {
        due("postgres");
        scene.store.put(NAME, CheckScene.value("app", "second"), FakeStore.PERSON, tags("postgres"));
        days(1);

        assertThat(versions()).isEqualTo(4);
    }
}
