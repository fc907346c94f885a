package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// The bucket, as CloudFormation gets it.
@NullUnmarked // A key that a template lacks fails the test.
class StateTest {
    private final Assembly assembly = Assembly.shared();

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
