package dev.nightshift.liveips.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.model.Verdict;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ecs.Ecs;
import dev.nightshift.local.aws.ecs.EcsService;
import dev.nightshift.local.aws.ecs.EcsTask;
import dev.nightshift.local.aws.front.Fault;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tasks of ECS services, over real HTTP.
class EcsSourceTest {
    private static final String ALL = "10.1.0.11 10.1.0.12";

    private final Runs runs = new Runs();
    private final Ecs ecs = runs.aws.ecs("eu-central-1");
    private final EcsService web = ecs.run("shop", "web").desired(2);
    private final EcsTask first = web.task();
    private final EcsTask second = web.task();

    EcsSourceTest() {
        runs.takes("\"services\": [\"shop/web\"]");
    }

    @AfterEach
    void close() {
        runs.close();
    }

    private String published() {
        return String.join(" ", runs.published());
    }

    private List<Outcome> looks(int times) {
        return IntStream.range(0, times)
                .mapToObj(n -> {
                    runs.pass(Tally.APART);
                    return runs.run();
                })
                .toList()
                .getLast();
    }

    private static Decision decision(List<Outcome> outcomes) {
        return ((Outcome.Settled) outcomes.getFirst()).publication().decision();
    }

    @Test
    void runningTasksArePublishedInFewCalls() {
        runs.run();

        assertThat(published()).isEqualTo(ALL);
        assertThat(runs.calls())
                .contains("DescribeServices=1", "DescribeTaskDefinition=1", "DescribeTasks=1", "ListTasks=1")
                .doesNotContain("DescribeInstances", "DescribeAutoScalingGroups");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNNING      | RUNNING | HEALTHY   |           |
            RUNNING      | RUNNING | UNHEALTHY | GROUP     | is Unhealthy to its group
            RUNNING      | RUNNING | UNKNOWN   | NONE      | is not yet judged by its health check
            RUNNING      | STOPPED | HEALTHY   | LIFECYCLE | is Terminating in its group
            PROVISIONING | RUNNING | UNKNOWN   | EC2       | is PROVISIONING
            PENDING      | RUNNING | UNKNOWN   | EC2       | is PENDING
            ACTIVATING   | RUNNING | UNKNOWN   | EC2       | is ACTIVATING
            DEACTIVATING | STOPPED | HEALTHY   | EC2       | is DEACTIVATING
            STOPPING     | STOPPED | HEALTHY   | EC2       | is STOPPING
            STOPPED      | STOPPED | UNKNOWN   | EC2       | is STOPPED
            """)
    void aTaskIsLiveWhileItRunsAndShallAndIsHealthy(
            String last, String desired, String health, Reason.@Nullable Evidence evidence, @Nullable String why) {
        web.checked();
        first.health("HEALTHY");
        second.health("HEALTHY");
        runs.run();
        assertThat(published()).isEqualTo(ALL);

        second.status(last, desired).health(health);
        Decision decision = decision(looks(1));

        if (evidence == null) {
            assertThat(published()).isEqualTo(ALL);
        } else {
            assertThat(decision.leftOut())
                    .containsExactly(new Verdict.LeftOut(
                            second.id(), "ecs:shop/web", new Reason(evidence, String.valueOf(why))));
            assertThat(published()).isEqualTo(evidence == Reason.Evidence.NONE ? ALL : "10.1.0.11");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "false, 10.1.0.11 10.1.0.12"})
    void aHealthThatIsNotKnownIsAVerdictOnlyWithoutAHealthCheck(boolean checked, String addresses) {
        if (checked) {
            web.checked();
        }

        runs.run();

        assertThat(published()).isEqualTo(addresses);
    }

    @Test
    void aWarmFunctionAsksOnceWhetherARevisionHasAHealthCheck() {
        runs.stayWarm();
        runs.run();
        runs.run();

        assertThat(runs.calls()).doesNotContain("DescribeTaskDefinition");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            private-ipv4 | 10.1.0.11 10.1.0.12
            ipv6         | 2001:db8::2
            dual         | 10.1.0.11 10.1.0.12 2001:db8::2
            """)
    void tasksHaveAddressesOfBothFamilies(String kind, String addresses) {
        second.ipv6("2001:db8::2");
        runs.takes("\"services\": [\"shop/web\"], \"addresses\": \"" + kind + "\"");

        runs.run();

        assertThat(published()).isEqualTo(addresses);
    }

    @Test
    void aTaskWithoutAnInterfaceOfItsOwnIsLeftOut() {
        second.address("");

        assertThat(decision(runs.run()).leftOut())
                .extracting(out -> out.reason().text())
                .containsExactly("has no private IPv4 address");
    }

    @Test
    void tasksOfAnElderDeploymentServeUntilTheyAreStopped() {
        web.replacing();
        web.task();

        runs.run();
        assertThat(published()).isEqualTo("10.1.0.11 10.1.0.12 10.1.0.13");

        first.status("RUNNING", "STOPPED");
        second.status("STOPPED", "STOPPED");
        looks(1);
        assertThat(published()).isEqualTo("10.1.0.13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLUE_GREEN", "CANARY", "LINEAR"})
    void whereTrafficIsShiftedTheYoungerDeploymentWaitsForTheElderToGo(String strategy) {
        web.strategy(strategy).replacing();
        web.task();

        runs.run();
        assertThat(published()).isEqualTo(ALL);

        web.replaced();
        first.status("STOPPED", "STOPPED");
        second.status("STOPPED", "STOPPED");
        looks(1);
        assertThat(published()).isEqualTo("10.1.0.13");
    }

    @Test
    void onlyThePrimaryTaskSetServes() {
        web.taskSet("ecs-svc/7", "ACTIVE").taskSet("ecs-svc/8", "PRIMARY").taskSet("ecs-svc/9", "DRAINING");
        List.of("ecs-svc/7", "ecs-svc/8", "ecs-svc/9").forEach(web::task);
        web.forget(first.id()).forget(second.id());

        Decision decision = decision(runs.run());

        assertThat(published()).isEqualTo("10.1.0.14");
        assertThat(decision.leftOut())
                .extracting(out -> out.reason().text())
                .containsExactly("is Standby in its group", "is Terminating in its group");
    }

    @Test
    void tasksAreKnownToTheirTargetGroupByTheirAddresses() {
        String arn = runs.aws.loadBalancing("eu-central-1").targetGroup("web");
        web.targetGroup(arn);
        runs.aws.loadBalancing("eu-central-1").target(arn, "10.1.0.11", "healthy");
        runs.aws.loadBalancing("eu-central-1").target(arn, "10.1.0.12", "draining");
        runs.takes("\"services\": [\"shop/web\"], \"targetGroups\": [\"web\"]");

        runs.run();

        assertThat(published()).isEqualTo("10.1.0.11");
    }

    @ParameterizedTest
    @CsvSource({"deleted, shop/web", "renamed, shop/www", "cluster renamed, store/web"})
    void aServiceThatIsNotThereIsNamedAndItsListIsNeverEmptied(String how, String service) {
        runs.run();

        if (how.equals("deleted")) {
            web.deleted();
        }
        runs.takes("\"services\": [\"" + service + "\"]");
        Decision decision = decision(looks(5));

        assertThat(published()).isEqualTo(ALL);
        assertThat(decision.blind()).isFalse();
        assertThat(runs.findings()).contains("service " + service + " is not known to ECS");
    }

    @Test
    void aServiceThatWantsNoTasksHasAnEmptyListAtOnce() {
        runs.run();

        web.desired(0);
        first.status("STOPPED", "STOPPED");
        second.status("RUNNING", "STOPPED");
        looks(1);

        assertThat(published()).isEmpty();
        assertThat(runs.isPublished()).isTrue();
    }

    @Test
    void aServiceThatWantsTasksAndHasNoneIsHeldUntilThreeLooksAgree() {
        runs.run();
        first.status("STOPPED", "STOPPED");
        second.status("STOPPED", "STOPPED");

        looks(2);
        assertThat(published()).isEqualTo(ALL);
        looks(1);
        assertThat(published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeServices", "ListTasks", "DescribeTasks"})
    void whatCannotBeReadIsBlindAndRemovesNothing(String operation) {
        runs.run();
        first.status("STOPPED", "STOPPED");
        second.status("STOPPED", "STOPPED");
        runs.aws.faults().on("ecs", operation).with(new Fault.Refused(400, "AccessDeniedException", "no"));

        Decision decision = decision(looks(5));

        assertThat(published()).isEqualTo(ALL);
        assertThat(decision.blind()).isTrue();
        assertThat(runs.findings()).contains("service shop/web could not be read: AccessDeniedException: no");
    }

    /// Both are of one place and hence of one look.
    @ParameterizedTest
    @ValueSource(strings = {"DescribeServices", "DescribeTaskDefinition"})
    void whatCannotBeReadForOneListHoldsUpNoOther(String operation) {
        Instance[] servers = runs.launch(2);
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.config = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {
                 "tasks": {"services": ["shop/web", "shop/none"], "publish": [{"to": "s3", "key": "b", "format": "json"}]},
                 "shop": {"groups": ["shop-blue"], "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(Runs.KEY));
        looks(1);
        assertThat(published()).isEqualTo("10.0.0.11 10.0.0.12");

        runs.aws.faults().on("ecs", operation).with(new Fault.Refused(400, "AccessDeniedException", "no"));
        for (Instance server : servers) {
            runs.aws.autoScaling("eu-central-1").group("shop-blue").with(server, "InService", "Unhealthy");
        }
        runs.aws.autoScaling("eu-central-1").group("shop-blue").desired(0);
        looks(3);

        assertThat(published()).isEmpty();
        assertThat(runs.told)
                .filteredOn(told -> told.startsWith("+0 -2"))
                .allSatisfy(told -> assertThat(told).isEqualTo("+0 -2 []"))
                .hasSize(1);
    }

    @Test
    void aTaskDefinitionThatCannotBeReadAddsNobodyAndRemovesNobody() {
        runs.aws
                .faults()
                .on("ecs", "DescribeTaskDefinition")
                .with(new Fault.Refused(400, "AccessDeniedException", "no"));

        Decision decision = decision(looks(1));

        assertThat(decision.list()).isEmpty();
        assertThat(runs.isPublished()).isFalse();
        assertThat(runs.findings()).contains("task definition shop-web:1 could not be read: AccessDeniedException: no");
    }

    @Test
    void aTaskThatEcsLeavesOutOfItsListingAndStillShowsStays() {
        runs.run();

        second.unlisted();
        looks(3);

        assertThat(published()).isEqualTo(ALL);
    }

    @Test
    void tasksThatEcsDoesNotKnowAnyMoreAreHearsay() {
        runs.run();

        web.forget(first.id()).forget(second.id());
        web.task();
        looks(1);
        assertThat(published()).isEqualTo("10.1.0.11 10.1.0.12 10.1.0.13");
        looks(2);
        assertThat(published()).isEqualTo("10.1.0.13");
    }

    @Test
    void pagesAndChunksHoldEverything() {
        IntStream.range(0, 250).forEach(n -> web.task());
        List<String> services = IntStream.range(0, 11).mapToObj(n -> "s" + n).toList();
        services.forEach(name -> ecs.run("shop", name).task());
        runs.takes("\"services\": [\"shop/web\", \"shop/" + String.join("\", \"shop/", services) + "\"]");

        runs.run();

        assertThat(runs.published()).hasSize(263);
        assertThat(runs.calls()).contains("DescribeServices=2", "ListTasks=14", "DescribeTasks=14");
    }

    @Test
    void tasksAndServersShareAList() {
        Instance server = runs.launch(1)[0];
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(server);
        runs.takes("\"services\": [\"shop/web\"], \"groups\": [\"shop-blue\"]");
        runs.run();
        assertThat(published()).isEqualTo("10.0.0.11 " + ALL);

        runs.takes("\"groups\": [\"shop-blue\"]");
        looks(1);
        assertThat(runs.calls()).doesNotContain("Tasks");
        assertThat(published()).as("two of three are more than half").isEqualTo("10.0.0.11 " + ALL);
        looks(2);
        assertThat(published()).isEqualTo("10.0.0.11");
    }
}
