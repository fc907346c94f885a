package dev.nightshift.certificates;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.StoredObject;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Reads lists of targets where they are kept.
final class AwsSources {
    // Ten thousand endpoints with options.
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final Clients clients;

    AwsSources(Clients clients) {
        this.clients = clients;
    }

    /// The text.
    ///
    /// @throws IllegalStateException when there is none
    /// @throws software.amazon.awssdk.core.exception.SdkException when AWS does not answer or refuses
    String read(Source source) {
        return switch (source) {
            case Source.S3Object(String bucket, String key) ->
                new StoredObject(clients.bucket(bucket), key, MOST_BYTES)
                        .read()
                        .text()
                        .orElseThrow(() -> new IllegalStateException("there is no such object"));
            case Source.Parameter(String name) ->
                clients.build(SsmClient.builder())
                        .getParameter(request -> request.name(name))
                        .parameter()
                        .value();
        };
    }
}
