package dev.nightshift.kit.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/// Credentials of a role in another account.
final class AssumedRole {
    private AssumedRole() {}

    /// Asked of STS at their first use and, by the SDK, again shortly before they expire.
    static AwsCredentialsProvider credentials(Clients home, String roleArn, String externalId, String sessionName) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(home.build(StsClient.builder()))
                .refreshRequest(AssumeRoleRequest.builder()
                        .roleArn(roleArn)
                        .externalId(externalId)
                        .roleSessionName(sessionName)
                        .build())
                .build();
    }
}
