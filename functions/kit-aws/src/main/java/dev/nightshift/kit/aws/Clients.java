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

    /// A bucket in this region.
    ///
    /// Its name is part of the host's name, unless it has a dot, which a wildcard certificate does not cover, or
    /// the endpoint is not AWS's (*Virtual hosting of buckets*, Amazon S3 User Guide).
    public Bucket bucket(String name) {
        boolean inHost = endpoint.isEmpty() && name.indexOf('.') < 0;
        String host = (inHost ? name + "." : "") + "s3." + region.id();
        return new Bucket(signed("s3", host, region.id()), inHost ? "" : "/" + name, name);
    }

    /// A service that takes forms and answers in XML.
    ///
    /// @param service its name in signatures and host names
    /// @param version of its interface, a date
    public QueryApi query(String service, String version) {
        return new QueryApi(requests(service), version);
    }

    /// A service that takes and answers JSON objects.
    ///
    /// @param service its name in signatures and host names
    /// @param target its name in the header `X-Amz-Target`
    public JsonApi json(String service, String target) {
        return new JsonApi(requests(service), target);
    }

    /// MemoryDB, whose host has another name than its signatures (*Amazon MemoryDB endpoints and quotas*, AWS General
    /// Reference).
    public JsonApi memoryDb() {
        return new JsonApi(signed("memorydb", "memory-db." + region.id(), region.id()), "AmazonMemoryDB");
    }

    /// IAM, which has one endpoint for a partition (*AWS Identity and Access Management endpoints and quotas*, AWS
    /// General
    /// Reference; *Endpoints*, Amazon Web Services in China and AWS GovCloud (US) user guides).
    public QueryApi iam() {
        Partition partition = partition();
        String host = switch (partition) {
            case AWS -> "iam";
            case US_GOVERNMENT -> "iam.us-gov";
            default -> "iam." + partition.mainRegion();
        };
        return new QueryApi(signed("iam", host, partition.mainRegion()), "2010-05-08");
    }

    /// Route 53, which has one endpoint for a partition (*Amazon Route 53 endpoints and quotas*, AWS General Reference;
    /// *Endpoints*, Amazon Web Services in China and AWS GovCloud (US) user guides).
    public SignedRequests route53() {
        Partition partition = partition();
        return switch (partition) {
            case CHINA -> signed("route53", "route53", "cn-northwest-1");
            case US_GOVERNMENT -> signed("route53", "route53.us-gov", partition.mainRegion());
            default -> signed("route53", "route53", partition.mainRegion());
        };
    }

    /// Requests to a service of this region.
    ///
    /// @param service its name in signatures and host names
    public SignedRequests requests(String service) {
        return signed(service, service + "." + region.id(), region.id());
    }

    /// Requests to a service that has one endpoint for a partition.
    public SignedRequests global(String service) {
        return signed(service, service, region.id());
    }

    private SignedRequests signed(String service, String host, String signingRegion) {
        URI usual = URI.create("https://" + host + "." + partition().dnsSuffix());
        return new SignedRequests(service, signingRegion, endpoint.orElse(usual), credentials, http);
    }

    private Partition partition() {
        return Partition.of(region.id());
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
