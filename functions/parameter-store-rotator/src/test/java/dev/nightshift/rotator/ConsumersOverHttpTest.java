package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ecs.Ecs;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.rotator.ConsumerOutcome.Kind;
import dev.nightshift.rotator.Consumers.Reload;
import dev.nightshift.rotator.Consumers.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Those who hold a value, told over real HTTP.
class ConsumersOverHttpTest {
    private static final String DENIED =
            "User: " + AwsScene.OURS + " is not authorized to perform: ecs:UpdateService on resource: *";
    private static final Service WEB = new Service("shop", "web");
    private static final Reload RELOAD = new Reload("acme-reload", "Service", "shop", List.of("/acme/"));

    private final AwsScene scene = new AwsScene();
    private final Ecs ecs = scene.aws.ecs("eu-central-1");
    private final EcsServices services = new EcsApi(scene.clients);
    private final Commands commands = new RunCommand(scene.clients);

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        scene.close();
    }

    private void redeploying(Service... all) {
        scene.consumers.add(new Redeployments(services, List.of(all), time -> {}));
    }

    @Test
    void aRotationRedeploysWhoHoldsTheValueAndTheNextRunTakesOneCallMore() {
        ecs.run("shop", "web", "/acme/db");
        scene.due("/acme/db", "random");
        redeploying(WEB);
        scene.line.pass(Duration.ofMinutes(1));

        assertThat(scene.run().consumers())
                .containsExactly(new ConsumerOutcome(Kind.REACHED, "shop/web", "redeployed for /acme/db"));
        assertThat(scene.told).containsExactly("1 rotated, 1 consumer reached");
        assertThat(ecs.deployed("shop", "web")).isEqualTo(scene.line.now());

        int calls = scene.operations().size();
        scene.line.pass(Duration.ofDays(1));
        assertThat(scene.run().consumers()).isEmpty();
        assertThat(scene.operations().subList(calls, scene.operations().size()))
                .containsExactly("GetResources", "DescribeParameters", "DescribeServices");
    }

    @Test
    void aRedeploymentThatIsDeniedLeavesTheRotationDoneAndIsMadeUpFor() {
        ecs.run("shop", "web", "/acme/db");
        scene.due("/acme/db", "postgres");
        redeploying(WEB);
        scene.line.pass(Duration.ofMinutes(1));
        scene.aws
                .faults()
                .on("ecs", "UpdateService")
                .with(new Fault.Refused(
                        400, "AccessDeniedException", DENIED + " because no policy allows it: first-password"));

        Run denied = scene.run();

        assertThat(denied.outcomes()).extracting(Outcome::kind).containsExactly(Outcome.Kind.ROTATED);
        assertThat(scene.told).containsExactly("1 rotated, 1 consumer failed");
        assertThat(scene.region.parameters()).as("nothing is pending").hasSize(1);
        assertThat(Fixture.failure(denied))
                .contains("new fault: consumer shop/web: UpdateService: AccessDeniedException: " + DENIED);

        scene.aws.faults().clear();
        scene.line.pass(Duration.ofMinutes(2));
        assertThat(scene.run().consumers()).extracting(ConsumerOutcome::kind).containsExactly(Kind.REACHED);
    }

    @Test
    void whoWritesByHandSeesToTheConsumers() {
        ecs.run("shop", "web", "/acme/db");
        scene.line.pass(Duration.ofMinutes(1));
        scene.due("/acme/db", "random").written(scene.line.now(), AwsScene.PERSON);
        redeploying(WEB);

        assertThat(scene.run().consumers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, STEADY", "IN_PROGRESS, ROLLING", "FAILED, FAILED"})
    void aServiceStandsAsItsDeploymentsDo(String rollout, EcsServices.State state) {
        ecs.deploymentsEnd(rollout);
        ecs.run("shop", "web");

        assertThat(services.describe(List.of(WEB)))
                .extracting(EcsServices.Seen::state)
                .containsExactly(state);
    }

    @Test
    void servicesAreDescribedByTheirClustersTenAtATime() {
        List<Service> all = IntStream.range(0, 24)
                .mapToObj(n -> new Service(n % 2 == 0 ? "shop" : "jobs", "s" + n))
                .toList();
        all.forEach(one -> ecs.run(one.cluster(), one.name()));

        assertThat(services.describe(all))
                .extracting(EcsServices.Seen::service)
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(scene.operations()).hasSize(4);
    }

    @Test
    void aCommandIsFoundByItsDocumentItsTagAndWhenItWasSent() {
        Instant before = scene.line.now();
        commands.send(RELOAD);

        assertThat(commands.statusSince(RELOAD, before)).contains("Success");
        assertThat(commands.statusSince(RELOAD, before.plusMillis(1))).isEmpty();
        assertThat(commands.statusSince(new Reload("acme-reload", "Service", "other", List.of()), before))
                .isEmpty();
        assertThat(commands.statusSince(new Reload("acme-other", "Service", "shop", List.of()), before))
                .isEmpty();
    }

    @Test
    void aCommandRunsOneInstanceAfterTheOtherAndStopsAtTheFirstThatFails() {
        commands.send(RELOAD);

        assertThat(scene.aws.calls().all().getFirst().parameters())
                .containsEntry("MaxConcurrency", "1")
                .containsEntry("MaxErrors", "0");
    }
}
