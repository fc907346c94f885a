package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rotator's role can do to those who hold values, in account 111122223333 in eu-central-1.
@NullUnmarked // A key that a template lacks fails the test.
class ConsumerPermissionsTest {
    static final String SITE = ParameterStoreRotatorTest.SITE
            + "    consumers: {ecs: [shop/web, jobs/worker],"
            + " commands: [{document: acme-reload, tag: Service=shop}]}\n";

    private static final class Once {
        private static final IamPolicy WITH = rotator(SITE);
        private static final IamPolicy WITHOUT = rotator(ParameterStoreRotatorTest.SITE);

        private static IamPolicy rotator(String site) {
            return new Deployed(Assembly.of(site)).policyOf("What parameter-store-rotator may do");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecs:UpdateService, service/shop/web, true",
        "ecs:DescribeServices, service/jobs/worker, true",
        "ecs:UpdateService, service/shop/api, false",
        "ecs:UpdateService, service/jobs/web, false",
        "ecs:UpdateService, service/shop/web2, false",
        "ecs:DeleteService, service/shop/web, false",
        "ecs:RunTask, task-definition/shop-web:1, false",
        "ecs:RegisterTaskDefinition, task-definition/shop-web:1, false",
        "ecs:DescribeTaskDefinition, task-definition/shop-web:1, true"
    })
    void itRedeploysTheNamedServicesAndNothingElse(String action, String resource, boolean allowed) {
        IamRequest request = IamRequest.of(action, "arn:aws:ecs:eu-central-1:111122223333:" + resource);

        assertThat(Once.WITH.allows(request)).isEqualTo(allowed);
        assertThat(Once.WITHOUT.allows(request)).as("without consumers").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ssm:eu-central-1:111122223333:document/acme-reload, '', '', true",
        "arn:aws:ssm:eu-central-1:111122223333:document/acme-other, '', '', false",
        "arn:aws:ssm:eu-central-1::document/AWS-RunShellScript, '', '', false",
        "arn:aws:ec2:eu-central-1:111122223333:instance/i-1, Service, shop, true",
        "arn:aws:ec2:eu-central-1:111122223333:instance/i-1, Service, bank, false",
        "arn:aws:ec2:eu-central-1:111122223333:instance/i-1, Stage, shop, false",
        "arn:aws:ec2:eu-central-1:999999999999:instance/i-1, Service, shop, false",
        "arn:aws:ssm:eu-central-1:111122223333:managed-instance/mi-1, Service, shop, false"
    })
    void itRunsTheNamedDocumentOnInstancesWithTheTag(String resource, String key, String value, boolean allowed) {
        IamRequest request = IamRequest.of("ssm:SendCommand", resource)
                .withTags("ssm:resourceTag/", key.isEmpty() ? Map.of() : Map.of(key, value));

        assertThat(Once.WITH.allows(request)).isEqualTo(allowed);
        assertThat(Once.WITHOUT.allows(request)).as("without consumers").isFalse();
    }

    @Test
    void aWrongConsumerIsRefusedBeforeAnythingIsDeployed() {
        assertThatThrownBy(() -> Assembly.site(SITE.replace("shop/web,", "web,")))
                .hasMessageContaining(
                        "functions.parameter-store-rotator.consumers.ecs[0]: \"web\": expected a cluster and"
                                + " a service, such as shop/web");
    }
}
