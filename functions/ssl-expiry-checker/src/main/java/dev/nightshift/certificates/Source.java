package dev.nightshift.certificates;

/// Where a list of targets is, one a line, so that it can change without a deployment.
public sealed interface Source {
    /// An object in S3.
    record S3Object(String bucket, String key) implements Source {
        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /// Reads `s3://BUCKET/KEY`.
    ///
    /// @throws IllegalArgumentException saying what would be right
    static Source parse(String text) {
        if (text.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.{1,1024}")) {
            int slash = text.indexOf('/', 5);
            return new S3Object(text.substring(5, slash), text.substring(slash + 1));
        }
        throw new IllegalArgumentException("expected s3://BUCKET/KEY");
    }
}
