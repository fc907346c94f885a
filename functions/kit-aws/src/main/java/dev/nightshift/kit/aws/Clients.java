package dev.nightshift.kit.aws;

import dev.nightshift.kit.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// The settings of every SDK client of a function: explicit, so that no provider chain runs on a cold start.
///
/// Retries are the SDK's standard mode: three attempts in all, with its token bucket against retry storms.
public final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final SdkHttpClient http;

    /// Client settings with every part given.
    ///
    /// @param endpoint instead of AWS's own, for every service
    public Clients(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this(
                region,
                credentials,
                endpoint,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ)
                        .build());
    }

    private Clients(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint, SdkHttpClient http) {
        this.region = region;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.http = http;
    }

    /// The region.
    public Region region() {
        return region;
    }

    /// The same in a region.
    public Clients in(Region other) {
        return new Clients(other, credentials, endpoint, http);
    }

    /// The same under other credentials.
    public Clients with(AwsCredentialsProvider other) {
        return new Clients(region, other, endpoint, http);
    }

    /// Client settings from the variables that Lambda sets, in both of its credential modes: access keys in
    /// variables, or, under SnapStart, a container credentials endpoint (Lambda developer guide,
    /// *SnapStart*, "environment variables"). `AWS_ENDPOINT_URL` is honoured as in the SDK.
    ///
    /// @throws dev.nightshift.kit.SettingsException when `AWS_REGION` is missing
    public static Clients of(Environment environment) {
        Map<String, String> variables = environment.variables();
        AwsCredentialsProvider credentials = variables.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                ? ContainerCredentialsProvider.builder().build()
                : EnvironmentVariableCredentialsProvider.create();
        return new Clients(
                Region.of(environment.required("AWS_REGION", "the region, which Lambda sets")),
                credentials,
                Optional.ofNullable(variables.get("AWS_ENDPOINT_URL")).map(URI::create));
    }

    /// Reads from a service of this region without a client of its own.
    ///
    /// @param service its name in signatures and host names
    public SignedRequests reading(String service) {
        return reading(service, service + "." + region.id());
    }

    /// Reads from one that has a single place for all regions of a partition.
    public SignedRequests readingGlobal(String service) {
        return reading(service, service);
    }

    private SignedRequests reading(String service, String host) {
        URI usual = URI.create(
                "https://" + host + "." + PartitionMetadata.of(region).dnsSuffix());
        return new SignedRequests(service, region.id(), endpoint.orElse(usual), credentials, http);
    }

    /// Builds a client with these settings.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RetryMode.STANDARD)
                        .defaultProfileFile(NO_PROFILES)
                        .apiCallTimeout(CALL)
                        .build())
                .build();
    }
}
