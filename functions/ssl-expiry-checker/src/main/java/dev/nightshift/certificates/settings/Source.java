package dev.nightshift.certificates.settings;

/// Where a list of targets is, one a line, so that it can change without a deployment.
public sealed interface Source {
    /// An object in S3.
    record S3Object(String bucket, String key) implements Source {
        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /// A parameter in Parameter Store.
    record Parameter(String name) implements Source {
        @Override
        public String toString() {
            return "ssm:" + name;
        }
    }

    /// Reads `s3://BUCKET/KEY` or `ssm:NAME`.
    ///
    /// @throws IllegalArgumentException saying what would be right
    static Source parse(String text) {
        if (text.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.{1,1024}")) {
            int slash = text.indexOf('/', 5);
            return new S3Object(text.substring(5, slash), text.substring(slash + 1));
        } else if (text.matches("ssm:[A-Za-z0-9_./-]{1,1011}")) {
            return new Parameter(text.substring(4));
        }
        throw new IllegalArgumentException("expected s3://BUCKET/KEY or ssm:NAME");
    }
}
