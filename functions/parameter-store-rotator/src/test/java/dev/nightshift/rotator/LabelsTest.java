package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Labels are people's: the rotator puts none, moves none, and says which is in its way.
class LabelsTest {
    private static final String NAME = "/acme/db";

    private final AwsScene scene = new AwsScene();

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    private SsmParameter versions(int count) {
        scene.due(NAME, "postgres");
        IntStream.rangeClosed(2, count).forEach(n -> scene.region.put(NAME, "SecureString", AwsScene.VALUE));
        return scene.region
                .parameter(NAME)
                .orElseThrow()
                .written(scene.line.now().minus(Duration.ofDays(31)), AwsScene.OURS);
    }

    /// As a person does it; the labels that were not put there, although nothing failed.
    private List<String> label(long version, String label) {
        return scene.label(NAME, version, label);
    }

    @Test
    void aRotationLeavesTheLabelsOfTheLiveAndOfTheOldestVersionWhereTheyAre() {
        SsmParameter parameter = versions(99);
        label(1, "first");
        label(99, "live");

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);

        assertThat(parameter.versions()).hasSize(100);
        assertThat(parameter.versions().getFirst().labels()).isEqualTo(Set.of("first"));
        assertThat(parameter.versions().get(98).labels()).isEqualTo(Set.of("live"));
        assertThat(parameter.newest().labels()).isEmpty();
        assertThat(scene.operations().stream().filter(operation -> operation.contains("Label")))
                .as("those of the person")
                .hasSize(2);
    }

    @Test
    void aLabelOnTheOldestOfAHundredVersionsIsFoundBeforeTheTargetIsTouched() {
        versions(100);
        label(1, "keep");
        Outcome refused = new Outcome(
                Kind.REFUSED,
                NAME,
                "postgres",
                "it has 100 versions and the oldest, 1, has the label keep: move it to another",
                Outcome.Bearing.NONE,
                false,
                Answer.YES,
                Optional.empty());

        assertThat(scene.outcome(NAME)).isEqualTo(refused);

        assertThat(label(2, "2nd-keep")).as("moves nothing").containsExactly("2nd-keep");
        assertThat(scene.outcome(NAME)).isEqualTo(refused);
        assertThat(scene.line.calls()).as("only logins were tried").containsOnly("test");
        assertThat(scene.operations()).doesNotContain("PutParameter");

        assertThat(label(2, "keep")).isEmpty();
        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
    }

    @Test
    void aHundredVersionsWithoutALabelMakeRoom() {
        SsmParameter parameter = versions(100);

        assertThat(scene.outcome(NAME).kind()).isEqualTo(Kind.ROTATED);
        assertThat(parameter.newest().number()).isEqualTo(101);
    }
}
