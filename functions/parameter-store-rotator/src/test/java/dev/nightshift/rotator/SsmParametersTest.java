package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The adapter over real HTTP.
class SsmParametersTest {
    private final AwsScene scene = new AwsScene();

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    @Test
    void versionsAreReadByTheirNumbersAndWhatIsNotThereIsLeftOut() {
        scene.region.put("/acme/db", "SecureString", "one");
        scene.region.put("/acme/db", "SecureString", "two");

        Map<String, ParameterStore.Value> values = scene.store.read(List.of("/acme/db", "/acme/db:1", "/acme/none"));

        assertThat(values).containsOnlyKeys("/acme/db", "/acme/db:1");
        assertThat(values)
                .hasEntrySatisfying(
                        "/acme/db:1", one -> assertThat(one.secret().reveal()).isEqualTo("one"))
                .hasEntrySatisfying("/acme/db", two -> assertThat(two.version()).isEqualTo(2));
    }

    @Test
    void aHundredAndTwentyParametersAreListedOnAllPagesAndTheirHistoryToo() {
        IntStream.range(0, 120)
                .forEach(n -> scene.due("/acme/p" + n, "random").written(scene.line.now(), AwsScene.OURS));
        IntStream.range(0, 60).forEach(n -> scene.region.put("/acme/p0", "SecureString", "v" + n));

        assertThat(scene.store.optedIn(List.of("/acme/"))).hasSize(120);
        assertThat(scene.store.history("/acme/p0")).hasSize(61);
    }

    @Test
    void aPendingValueThatWasNotThereWhenTheRunListedIsDescribedToo() {
        scene.due("/acme/db", "postgres");
        Parameter parameter = scene.store.optedIn(List.of("/acme/")).getFirst();
        ParameterStore another = scene.anotherStore();

        another.begin(parameter, new Pending("/acme/db", 1, Secret.of("theirs")));

        assertThat(Holdings.read(scene.store, "/acme/db").pending())
                .hasValueSatisfying(pending -> assertThat(pending.base()).isEqualTo(1));
        assertThat(scene.operations())
                .containsExactly(
                        "GetResources", "DescribeParameters", "PutParameter", "GetParameters", "DescribeParameters");
    }

    @Test
    void whoMayNotReadIsToldWhat() {
        scene.weMayOnly("tag:*");
        scene.due("/acme/db", "postgres");

        assertThat(scene.run().unread().orElseThrow()).contains("DescribeParameters: AccessDeniedException: User: ");
    }

    @Test
    void anInstantIsKeptInMilliseconds() {
        scene.due("/acme/db", "postgres").written(Instant.parse("2026-10-01T00:00:00.123Z"), AwsScene.PERSON);

        assertThat(scene.store.optedIn(List.of("/acme/")).getFirst().modified())
                .isEqualTo(Instant.parse("2026-10-01T00:00:00.123Z"));
    }
}
