package dev.nightshift.kit.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Credentials of a role in another account, requested at their first use and again shortly before they expire.
///
/// Source: AssumeRole, AWS Security Token Service API Reference.
final class AssumedRole implements AwsCredentialsProvider {
    private static final Duration EARLY = Duration.ofMinutes(5);

    private record Session(AwsCredentials credentials, Instant expiration) {}

    private final QueryApi sts;
    private final Map<String, String> parameters;
    private final InstantSource clock;
    private Optional<Session> current = Optional.empty();

    AssumedRole(QueryApi sts, String roleArn, String externalId, String sessionName, InstantSource clock) {
        this.sts = sts;
        this.parameters = Map.of("RoleArn", roleArn, "ExternalId", externalId, "RoleSessionName", sessionName);
        this.clock = clock;
    }

    /// @throws software.amazon.awssdk.core.exception.SdkException when STS refuses or does not answer
    @Override
    public synchronized AwsCredentials resolveCredentials() {
        Session session = current.filter(
                        last -> clock.instant().isBefore(last.expiration().minus(EARLY)))
                .orElseGet(this::assumed);
        current = Optional.of(session);
        return session.credentials();
    }

    private Session assumed() {
        Answer credentials = sts.call("AssumeRole", parameters)
                .all("AssumeRoleResult", "Credentials")
                .findFirst()
                .orElseThrow(() -> SdkClientException.create("STS answered without credentials"));
        return new Session(
                AwsSessionCredentials.create(
                        credentials.text("AccessKeyId"),
                        credentials.text("SecretAccessKey"),
                        credentials.text("SessionToken")),
                credentials.time("Expiration").orElse(Instant.EPOCH));
    }
}
