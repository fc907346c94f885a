package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Task;

/// What the functions rely on in ECS, asked by the real clients.
interface EcsContract {
    String VALUE_FROM = "arn:aws:ssm:eu-central-1:123456789012:parameter/acme/prod/db";

    World world();

    @Test
    default void aServiceHasOnePrimaryDeploymentOfItsTaskDefinition() {
        world().service("shop", "web", VALUE_FROM);

        assertThat(deployments("web")).singleElement().satisfies(primary -> {
            assertThat(primary.status()).isEqualTo("PRIMARY");
            assertThat(primary.createdAt()).isNotNull();
            assertThat(primary.taskDefinition()).contains(":task-definition/shop-web:1");
        });
    }

    @Test
    default void aForcedDeploymentIsYoungerThanTheOneBefore() {
        world().service("shop", "web", VALUE_FROM);
        Deployment before = deployments("web").getFirst();

        ecs().updateService(r -> r.cluster("shop").service("web").forceNewDeployment(true));

        Deployment after = deployments("web").getFirst();
        assertThat(after.createdAt()).isAfter(before.createdAt());
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.taskDefinition()).isEqualTo(before.taskDefinition());
    }

    @Test
    default void aTaskDefinitionSaysWhereItsSecretsComeFrom() {
        world().service("shop", "web", VALUE_FROM);
        String definition = deployments("web").getFirst().taskDefinition();

        assertThat(ecs().describeTaskDefinition(r -> r.taskDefinition(definition))
                        .taskDefinition()
                        .containerDefinitions())
                .flatExtracting(container -> container.secrets())
                .extracting(Secret::valueFrom)
                .containsExactly(VALUE_FROM);
    }

    @Test
    default void aServiceThatIsNotThereIsNamedAndNothingFails() {
        world().service("shop", "web", VALUE_FROM);

        DescribeServicesResponse response =
                ecs().describeServices(r -> r.cluster("shop").services("web", "none"));

        assertThat(response.services()).hasSize(1);
        assertThat(response.failures()).singleElement().satisfies((Failure failure) -> {
            assertThat(failure.arn()).endsWith("none");
            assertThat(failure.reason()).isEqualTo("MISSING");
        });
    }

    @Test
    default void aServiceSaysHowManyTasksItWants() {
        world().service("shop", "web", VALUE_FROM);

        assertThat(ecs().describeServices(r -> r.cluster("shop").services("web"))
                        .services())
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.serviceName()).isEqualTo("web");
                    assertThat(service.status()).isEqualTo("ACTIVE");
                    assertThat(service.desiredCount()).isEqualTo(2);
                });
    }

    @Test
    default void aTaskThatIsListedRunsAndHasAnAddressOfItsOwn() {
        world().service("shop", "web", VALUE_FROM);
        String id = world().task("shop", "web");

        assertThat(ecs().listTasks(r -> r.cluster("shop").serviceName("web")).taskArns())
                .singleElement()
                .asString()
                .endsWith(":task/shop/" + id);
        assertThat(ecs().describeTasks(r -> r.cluster("shop").tasks(id)).tasks())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.taskArn()).endsWith(":task/shop/" + id);
                    assertThat(task.group()).isEqualTo("service:web");
                    assertThat(task.startedBy()).startsWith("ecs-svc/");
                    assertThat(task.desiredStatus()).isEqualTo("RUNNING");
                    assertThat(task.taskDefinitionArn()).endsWith(":task-definition/shop-web:1");
                    assertThat(task.attachments())
                            .filteredOn(attachment -> attachment.type().equals("ElasticNetworkInterface"))
                            .flatExtracting(Attachment::details)
                            .filteredOn(detail -> detail.name().equals("privateIPv4Address"))
                            .singleElement()
                            .satisfies(detail -> assertThat(detail.value()).matches("(\\d+\\.){3}\\d+"));
                });
    }

    @Test
    @MotoDiffers(
            how = "each description of a task moves it on to its next state",
            page = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html")
    default void aRunningTaskIsShownAsRunning() {
        world().service("shop", "web", VALUE_FROM);
        String id = world().task("shop", "web");

        assertThat(ecs().describeTasks(r -> r.cluster("shop").tasks(id)).tasks())
                .extracting(Task::lastStatus)
                .containsExactly("RUNNING");
    }

    @Test
    @MotoDiffers(
            how = "it lists the tasks of the whole cluster",
            page = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html")
    default void onlyTheTasksOfTheServiceAreListed() {
        world().service("shop", "web", VALUE_FROM);
        world().service("shop", "cart", VALUE_FROM);
        world().task("shop", "cart");

        assertThat(ecs().listTasks(r -> r.cluster("shop").serviceName("web")).taskArns())
                .isEmpty();
    }

    @Test
    @MotoDiffers(
            how = "it leaves them out without a word",
            page = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html")
    default void aTaskThatIsNotThereIsNamedAndNothingFails() {
        world().service("shop", "web", VALUE_FROM);
        String id = world().task("shop", "web");

        DescribeTasksResponse response =
                ecs().describeTasks(r -> r.cluster("shop").tasks(id, "0123456789abcdef0123456789abcdef"));

        assertThat(response.tasks()).hasSize(1);
        assertThat(response.failures()).singleElement().satisfies((Failure failure) -> {
            assertThat(failure.arn()).endsWith("/0123456789abcdef0123456789abcdef");
            assertThat(failure.reason()).isEqualTo("MISSING");
        });
    }

    @Test
    default void whatIsNotThereIsNotUpdated() {
        assertRefused(
                () -> ecs().describeServices(r -> r.cluster("none").services("web")),
                400,
                "ClusterNotFoundException",
                "Cluster not found.");
        world().service("shop", "web", VALUE_FROM);
        assertRefused(
                () -> ecs().updateService(r -> r.cluster("shop").service("none")),
                400,
                "ServiceNotFoundException",
                "Service not found.");
        assertRefused(
                () -> ecs().describeTaskDefinition(r -> r.taskDefinition("none:1")),
                400,
                "ClientException",
                "Unable to describe task definition");
    }

    private List<Deployment> deployments(String service) {
        return ecs().describeServices(r -> r.cluster("shop").services(service))
                .services()
                .getFirst()
                .deployments();
    }

    private EcsClient ecs() {
        return world().clients().of(EcsClient::builder);
    }
}
