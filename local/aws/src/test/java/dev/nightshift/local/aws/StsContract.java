package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// What is relied on of STS.
interface StsContract {
    String OTHER = "444455556666";

    World world();

    @Test
    default void anAssumedRoleActsInItsAccount() {
        world().launch(Map.of());
        String role = world().role(OTHER, "nightshift-acme-watch", "acme");

        AssumeRoleResponse assumed = assume(role, "acme");

        assertThat(assumed.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::444455556666:assumed-role/nightshift-acme-watch/stopper");
        assertThat(assumed.credentials().expiration()).isAfter(Instant.now());
        try (Ec2Client there = world().with(assumed.credentials().accessKeyId()).of(Ec2Client::builder)) {
            assertThat(there.describeInstances().reservations()).isEmpty();
        }
    }

    @Test
    @MotoDiffers(
            how = "everybody may assume every role",
            page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html")
    default void aRoleIsAssumedOnlyWithItsExternalId() {
        String role = world().role(OTHER, "nightshift-acme-watch", "acme");

        assertRefused(
                () -> assume(role, "other"),
                403,
                "AccessDenied",
                "is not authorized to perform: sts:AssumeRole on resource: " + role);
        assertRefused(() -> assume(role + "-2", "acme"), 403, "AccessDenied", role + "-2");
    }

    @Test
    default void aSessionsNameHasLimits() {
        String role = world().role(OTHER, "nightshift-acme-watch", "acme");

        assertRefused(
                () -> sts().assumeRole(r -> r.roleArn(role).externalId("acme").roleSessionName("x".repeat(65))),
                400,
                "ValidationError",
                "roleSessionName");
    }

    private AssumeRoleResponse assume(String role, String externalId) {
        return sts().assumeRole(r -> r.roleArn(role).externalId(externalId).roleSessionName("stopper"));
    }

    private StsClient sts() {
        return world().clients().of(StsClient::builder);
    }
}
