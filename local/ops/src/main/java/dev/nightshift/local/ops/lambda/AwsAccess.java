package dev.nightshift.local.ops.lambda;

import dev.nightshift.local.ops.terminal.Failure;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;

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

    /// What the person's AWS environment names: variables, profile, single sign-on, as the AWS CLI finds them.
    ///
    /// @throws Failure saying what AWS's SDK looked for and did not find
    public static AwsAccess ofEnvironment() {
        try (DefaultCredentialsProvider provider =
                        DefaultCredentialsProvider.builder().build();
                StsClient sts = StsClient.builder()
                        .region(new DefaultAwsRegionProviderChain().getRegion())
                        .credentialsProvider(StaticCredentialsProvider.create(provider.resolveCredentials()))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            Region region = sts.serviceClientConfiguration().region();
            AwsCredentials keys = provider.resolveCredentials();
            Optional<String> token = keys instanceof AwsSessionCredentials session
                    ? Optional.of(session.sessionToken())
                    : Optional.empty();
            String account = sts.getCallerIdentity().account();
            return new AwsAccess(region.id(), account, keys.accessKeyId(), keys.secretAccessKey(), token);
        } catch (SdkException e) {
            throw new Failure("AWS cannot be asked: " + e.getMessage());
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
