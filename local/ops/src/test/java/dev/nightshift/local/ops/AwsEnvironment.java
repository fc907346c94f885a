package dev.nightshift.local.ops;

import dev.nightshift.local.aws.LocalAws;
import java.util.Map;

/// What a person's AWS environment names while a test lasts: an embedded endpoint, a region and keys.
public record AwsEnvironment(Map<String, String> properties) implements AutoCloseable {
    private static final String SECRET_ACCESS_KEY = "aws.secretAccessKey";

    /// Names it, in the properties that the SDK reads.
    public static AwsEnvironment of(LocalAws aws) {
        return of(aws, "eu-central-1", "AKIDEXAMPLE");
    }

    /// As [#of(LocalAws)], in a region and for somebody else.
    static AwsEnvironment of(LocalAws aws, String region, String accessKey) {
        AwsEnvironment environment = new AwsEnvironment(Map.of(
                "aws.endpointUrl",
                aws.endpoint().toString(),
                "aws.region",
                region,
                "aws.accessKeyId",
                accessKey,
                "aws.secretAccessKey",
                SECRET_ACCESS_KEY));
        environment.properties().forEach(System::setProperty);
        return environment;
    }

    /// The person's own secret.
    public String secretAccessKey() {
        return properties.getOrDefault(SECRET_ACCESS_KEY, "");
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
    }
}
