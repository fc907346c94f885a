package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bucket, as CloudFormation gets it.
@NullUnmarked // A key that a template lacks fails the test.
class StateTest {
    private final Assembly assembly = Assembly.shared();

    private static IamRequest object(String action, String key) {
        return IamRequest.of("s3:" + action, Deployed.committed().arn("Bucket") + "/" + key);
    }

    @Test
    void theBucketIsVersionedEncryptedAndNobodyElses() {
        Map<String, Object> bucket = assembly.only("AWS::S3::Bucket");

        assertThat(bucket).containsEntry("VersioningConfiguration", Map.of("Status", "Enabled"));
        assertThat(bucket.get("BucketEncryption").toString()).contains("SSEAlgorithm=AES256");
        assertThat(Assembly.asMap((Map<?, ?>) bucket.get("PublicAccessBlockConfiguration"))
                        .values())
                .hasSize(4)
                .containsOnly(true);
        assertThat(bucket.get("OwnershipControls").toString()).contains("BucketOwnerEnforced");
    }

    @Test
    void itStaysWhenTheStackGoesAndOldVersionsDoNot() {
        Map<?, ?> resource =
                assembly.resources("AWS::S3::Bucket").values().iterator().next();

        assertThat(resource.get("DeletionPolicy")).isEqualTo("Retain");
        assertThat(resource.get("UpdateReplacePolicy")).isEqualTo("Retain");
        assertThat(resource.toString()).contains("NoncurrentVersionExpiration={NoncurrentDays=30}");
    }

    @Test
    void itsNameStandsInParameterStoreBelowTheSitesName() {
        Map<String, Object> parameter = assembly.only("AWS::SSM::Parameter");

        assertThat(parameter).containsEntry("Name", "/nightshift/acme-prod/bucket");
        assertThat(parameter.get("Value").toString())
                .contains(assembly.resources("AWS::S3::Bucket")
                        .keySet()
                        .iterator()
                        .next());
    }

    /// Each function asks whether it is paused, and which hosts are stopped on purpose; only the stopper says the
    /// latter, and no function pauses one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "asg-live-ip-exporter",
                "parameter-store-rotator",
                "ssl-expiry-checker",
                "weekend-instance-stopper"
            })
    void whatFunctionsShareIsReadByAllAndWrittenByTheOneThatKnows(String function) {
        IamPolicy role = Deployed.committed().policyOf("What " + function + " may do");

        assertThat(role.allows(object("GetObject", "control/pauses.json"))).isTrue();
        assertThat(role.allows(object("PutObject", "control/pauses.json"))).isFalse();
        assertThat(role.allows(object("GetObject", "state/weekend-instance-stopper/stopped-hosts.json")))
                .isTrue();
        assertThat(role.allows(object("PutObject", "state/weekend-instance-stopper/stopped-hosts.json")))
                .isEqualTo(function.equals("weekend-instance-stopper"));
    }

    @Test
    void itIsReachedByTlsAlone() {
        assertThat(Assembly.statements(assembly.only("AWS::S3::BucketPolicy").get("PolicyDocument")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Effect")).isEqualTo("Deny");
                    assertThat(statement.get("Action")).isEqualTo("s3:*");
                    assertThat(statement.get("Condition"))
                            .isEqualTo(Map.of("Bool", Map.of("aws:SecureTransport", "false")));
                    assertThat((List<?>) statement.get("Resource")).hasSize(2);
                });
    }
}
