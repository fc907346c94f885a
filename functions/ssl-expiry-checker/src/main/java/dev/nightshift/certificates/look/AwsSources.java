package dev.nightshift.certificates.look;

import dev.nightshift.certificates.settings.Source;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Refusal;
import dev.nightshift.kit.aws.StoredObject;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Reads lists of targets where they are kept.
public final class AwsSources {
    // Ten thousand endpoints with options.
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final Clients clients;

    public AwsSources(Clients clients) {
        this.clients = clients;
    }

    /// The text.
    ///
    /// @throws IllegalStateException when there is none
    /// @throws software.amazon.awssdk.core.exception.SdkException when AWS does not answer or refuses
    public String read(Source source) {
        return switch (source) {
            case Source.S3Object(String bucket, String key) ->
                new StoredObject(clients.bucket(bucket), key, MOST_BYTES)
                        .read()
                        .text()
                        .orElseThrow(() -> new IllegalStateException("there is no such object"));
            case Source.Parameter(String name) -> parameter(name);
        };
    }

    private String parameter(String name) {
        try {
            return clients.json("ssm", "AmazonSSM")
                    .call("GetParameter", Map.of("Name", name))
                    .text("Parameter", "Value");
        } catch (AwsServiceException e) {
            // Systems Manager says that without a message.
            throw Refusal.is(e, "ParameterNotFound") ? new IllegalStateException("there is no such parameter") : e;
        }
    }
}
