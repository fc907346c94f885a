package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.ConsumerOutcome.Kind;
import dev.nightshift.rotator.Consumers.Service;
import dev.nightshift.rotator.EcsServices.State;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedeploymentsTest {
    private static final String DB = "/acme/prod/db";

    private final Line line = new Line();
    private final FakeEcs ecs = new FakeEcs(line);
    private final List<Duration> waits = new ArrayList<>();
    private Duration left = Duration.ofMinutes(10);

    private List<ConsumerOutcome> after(Map<String, Instant> published, String... services) {
        List<Service> all = Stream.of(services)
                .map(one -> one.split("/", 2))
                .map(one -> new Service(one[0], one[1]))
                .toList();
        return new Redeployments(ecs, all, wait -> {
                    waits.add(wait);
                    left = left.minus(wait);
                })
                .after(published, () -> left);
    }

    private Map<String, Instant> now(String... parameters) {
        return Stream.of(parameters).collect(Collectors.toMap(one -> one, one -> line.now()));
    }

    private static ConsumerOutcome reached(String service) {
        return new ConsumerOutcome(Kind.REACHED, service, "redeployed for " + DB);
    }

    private List<String> redeployed() {
        return line.calls().stream().filter(call -> call.startsWith("redeploy")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/acme/prod/db, true",
        "arn:aws:ssm:eu-central-1:123456789012:parameter/acme/prod/db, true",
        "/acme/prod/db2, false",
        "arn:aws:ssm:eu-central-1:123456789012:parameter/other/acme/prod/db, false",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:/acme/prod/db, false"
    })
    void aServiceIsRedeployedIfItsTaskDefinitionNamesTheParameter(String valueFrom, boolean named) {
        ecs.with("shop/web", "/acme/other", valueFrom);

        assertThat(after(now(DB), "shop/web")).isEqualTo(named ? List.of(reached("shop/web")) : List.of());
    }

    @Test
    void whoWasDeployedSinceOwesNothingAndCostsOneCall() {
        ecs.with("shop/web", DB);
        Map<String, Instant> published = now(DB);
        line.pass(Duration.ofMinutes(1));
        ecs.redeploy(new Service("shop", "web"));
        line.calls().clear();

        assertThat(after(published, "shop/web")).isEmpty();
        assertThat(line.calls()).containsExactly("services");
    }

    @Test
    void theRestFollowsWhenTheFirstIsSteady() {
        ecs.with("shop/web", DB).with("shop/api", DB).with("shop/jobs", DB);
        ecs.states.addAll(List.of(State.STEADY, State.ROLLING, State.ROLLING, State.STEADY));

        assertThat(after(now(DB), "shop/web", "shop/api", "shop/jobs"))
                .containsExactly(reached("shop/web"), reached("shop/api"), reached("shop/jobs"));
        assertThat(waits).hasSize(2);
        assertThat(redeployed()).containsExactly("redeploy shop/web", "redeploy shop/api", "redeploy shop/jobs");
    }

    @Test
    void theRestStaysAsItIsWhenTheFirstDoesNotComeUp() {
        ecs.with("shop/web", DB).with("shop/api", DB);
        ecs.states.addAll(List.of(State.STEADY, State.FAILED));

        assertThat(after(now(DB), "shop/web", "shop/api"))
                .containsExactly(
                        reached("shop/web"),
                        new ConsumerOutcome(
                                Kind.REFUSED, "shop/api", "shop/web goes first and its tasks do not come up"));
        assertThat(redeployed()).containsExactly("redeploy shop/web");
    }

    @Test
    void theRestWaitsForTheNextRunWhenTimeIsOverAndGoesOnThere() {
        ecs.with("shop/web", DB).with("shop/api", DB);
        Map<String, Instant> published = now(DB);
        line.pass(Duration.ofMinutes(1));
        left = Duration.ofSeconds(125);
        ecs.states.addAll(List.of(State.STEADY, State.ROLLING, State.ROLLING, State.ROLLING, State.ROLLING));

        assertThat(after(published, "shop/web", "shop/api"))
                .containsExactly(
                        reached("shop/web"),
                        new ConsumerOutcome(Kind.WAITING, "shop/api", "shop/web goes first and is not steady yet"));
        left = Duration.ofMinutes(10);
        ecs.states.clear();
        assertThat(after(published, "shop/web", "shop/api")).containsExactly(reached("shop/api"));
    }

    @Test
    void withoutTimeNothingIsRedeployed() {
        ecs.with("shop/web", DB);
        left = Duration.ofSeconds(80);

        assertThat(after(now(DB), "shop/web"))
                .containsExactly(new ConsumerOutcome(Kind.WAITING, "shop/web", "there was no time left"));
    }

    @Test
    void aServiceWithTwoPublishedParametersIsRedeployedOnce() {
        ecs.with("shop/web", DB, "/acme/prod/token");

        assertThat(after(now(DB, "/acme/prod/token"), "shop/web")).containsExactly(reached("shop/web"));
    }

    @Test
    void whoIsSteadyForOneParameterIsNoCanaryForAnother() {
        ecs.with("shop/web", "/acme/old").with("shop/api", DB).with("shop/jobs", DB);
        Map<String, Instant> published = Map.of("/acme/old", line.now().minus(Duration.ofDays(9)), DB, line.now());
        ecs.states.addAll(List.of(State.STEADY, State.FAILED));

        assertThat(after(published, "shop/web", "shop/api", "shop/jobs"))
                .extracting(ConsumerOutcome::kind)
                .containsExactly(Kind.REACHED, Kind.REFUSED);
    }

    @Test
    void aServiceThatIsNotThereIsSaid() {
        assertThat(after(now(DB), "shop/gone"))
                .containsExactly(new ConsumerOutcome(Kind.REFUSED, "shop/gone", "there is no such service"));
    }

    @Test
    void whatCannotBeAskedOrRedeployedFailsAndTheRestWaits() {
        ecs.with("shop/web", DB).with("shop/api", DB);
        line.breakAt(3, Break.LOST);

        assertThat(after(now(DB), "shop/web", "shop/api"))
                .containsExactly(
                        new ConsumerOutcome(Kind.FAILED, "shop/web", "redeploy shop/web: no answer"),
                        new ConsumerOutcome(Kind.WAITING, "shop/api", "shop/web goes first and was not redeployed"));

        line.breakAt(line.calls().size(), Break.LOST);
        assertThat(after(now(DB), "shop/web"))
                .containsExactly(new ConsumerOutcome(Kind.FAILED, "ECS", "services: no answer"));
    }
}
