package dev.nightshift.local.ops.lambda;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/// Whose AWS a function talks to.
///
/// @param region its code, `eu-central-1`
/// @param account twelve digits
/// @param sessionToken absent for a user's long-term keys
public record AwsAccess(
        String region, String account, String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    /// Access to nothing but what listens on this machine.
    public static AwsAccess local(String region, String account) {
        return new AwsAccess(region, account, "AKIAIOSFODNN7EXAMPLE", "local", Optional.of("local"));
    }

    /// What the person's AWS environment names.
    ///
    /// @throws dev.nightshift.local.ops.terminal.Failure when it names nothing, or AWS does not answer
    public static AwsAccess ofEnvironment() {
        AwsSession found = AwsSession.find();
        AwsCredentials keys = found.credentials();
        Optional<String> token =
                keys instanceof AwsSessionCredentials session ? Optional.of(session.sessionToken()) : Optional.empty();
        try {
            String account =
                    CallerIdentity.of(found.clients(endpointOfEnvironment())).account();
            return new AwsAccess(found.region().id(), account, keys.accessKeyId(), keys.secretAccessKey(), token);
        } catch (SdkException e) {
            throw AwsSession.failure(e);
        }
    }

    /// Where the person's AWS environment sends every call instead of to AWS, by its variable or its
    /// JVM property. Source: Service-specific endpoints, AWS SDKs and Tools Reference Guide.
    public static Optional<URI> endpointOfEnvironment() {
        return Optional.ofNullable(System.getProperty("aws.endpointUrl"))
                .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
                .map(URI::create);
    }

    /// Never the keys: this may be printed.
    @Override
    public String toString() {
        return "account " + account + " in " + region;
    }
}
