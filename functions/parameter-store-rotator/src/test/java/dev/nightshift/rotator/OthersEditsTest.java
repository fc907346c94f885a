package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody else writes into the live parameter between two steps of a rotation.
class OthersEditsTest {
    private static int call(Scene whole, String name) {
        whole.invoke();
        return whole.line.calls().indexOf(name);
    }

    private static void write(Scene scene, String value) {
        scene.store.put(Scene.NAME, Secret.of(value), FakeStore.PERSON, scene.tags());
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES", "POSTGRES_ALTERNATING"})
    void anEditOfAnotherFieldRightBeforeThePublicationIsPublishedWithTheNewPasswordAndReported(Strategy strategy) {
        Scene scene = new Scene(strategy);
        int publication = call(new Scene(strategy), "write");
        scene.edits(publication, publication);

        assertThat(scene.invoke()).isFalse();

        assertThat(scene.store.newest(Scene.NAME).reveal()).contains("edited");
        assertThat(scene.database.opens(scene.store.newest(Scene.NAME))).isTrue();
        assertThat(scene.told.getLast())
                .contains("version 4; version 2, which somebody else wrote meanwhile, was taken over with the new");
    }

    /// Without any call more, because it is seen when the pending value is read back.
    @Test
    void anEditBeforeThePendingValueIsReadBackIsPublishedAtOnce() {
        Scene scene = new Scene(Strategy.POSTGRES);
        int begun = call(new Scene(Strategy.POSTGRES), "begin");
        scene.edits(begun, begun);

        scene.invoke();

        assertThat(scene.store.newest(Scene.NAME).reveal()).contains("edited");
        assertThat(scene.store.all(Scene.NAME)).hasSize(3);
    }

    @Test
    void aPasswordThatSomebodyElseWroteRightBeforeThePublicationIsReportedAndKept() {
        Scene scene = new Scene(Strategy.POSTGRES);
        scene.line.before(
                call(new Scene(Strategy.POSTGRES), "write"),
                () -> write(scene, "{\"username\": \"app\", \"password\": \"of-somebody-else\"}"));

        scene.invoke();

        assertThat(scene.database.opens(scene.store.newest(Scene.NAME))).isTrue();
        assertThat(scene.told.getLast())
                .contains("version 2, which somebody else wrote meanwhile, had another credential: it was replaced and"
                        + " is kept as that version")
                .doesNotContain("of-somebody-else");
        assertThat(scene.store.all(Scene.NAME).get(1).reveal()).contains("of-somebody-else");
    }

    @Test
    void aPasswordThatDoesNotLogInAndWasWrittenBetweenTwoRunsIsReportedToo() {
        Scene scene = new Scene(Strategy.POSTGRES);
        scene.line.breakAt(call(new Scene(Strategy.POSTGRES), "write"), Break.LOST_AND_DEAD);
        scene.invoke();
        write(scene, "{\"username\": \"app\", \"password\": \"of-somebody-else\", \"note\": \"edited\"}");
        scene.line.pass(Duration.ofMinutes(30));

        scene.invoke();

        assertThat(scene.database.opens(scene.store.newest(Scene.NAME))).isTrue();
        assertThat(scene.store.newest(Scene.NAME).reveal()).contains("edited");
        assertThat(scene.told.getLast()).contains("version 2, which somebody else wrote meanwhile, had another");
    }

    /// The SDK repeats a request whose reply was lost.
    @Test
    void aPublicationThatWasMadeTwiceIsNobodyElses() {
        Scene scene = new Scene(Strategy.POSTGRES);
        scene.line.before(
                call(new Scene(Strategy.POSTGRES), "write"),
                () -> scene.store.put(
                        Scene.NAME, scene.store.newest(Pending.nameFor(Scene.NAME)), FakeStore.OURS, scene.tags()));

        scene.invoke();

        assertThat(scene.told.getLast()).contains("version 3").doesNotContain("somebody else");
    }
}
