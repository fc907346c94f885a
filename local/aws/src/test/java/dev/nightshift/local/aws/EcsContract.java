package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Secret;

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
