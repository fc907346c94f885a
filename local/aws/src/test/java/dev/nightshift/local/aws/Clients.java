package dev.nightshift.local.aws;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/// Real clients that never retry and take nothing from the person's AWS settings: one of each kind, closed together.
final class Clients implements AutoCloseable {
    static final String REGION = "eu-central-1";

    private final URI endpoint;
    private final String accessKey;
    private final Map<Class<?>, SdkClient> made = new ConcurrentHashMap<>();

    Clients(URI endpoint, String accessKey) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
    }

    /// The client that a builder makes, always the same: `of(Ec2Client::builder)`.
    @SuppressWarnings("unchecked") // A kind of builder makes one kind of client.
    <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C of(Supplier<B> builders) {
        B builder = builders.get();
        return (C) made.computeIfAbsent(builder.getClass(), kind -> configured(builder));
    }

    private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C configured(
            B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "no-secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .defaultProfileFileSupplier(
                                () -> ProfileFile.aggregator().build()))
                .build();
    }

    @Override
    public void close() {
        made.values().forEach(SdkClient::close);
    }
}
