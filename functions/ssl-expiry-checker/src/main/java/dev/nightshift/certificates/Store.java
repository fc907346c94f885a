package dev.nightshift.certificates;

import dev.nightshift.kit.aws.StoredObject;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// What outlives a run: the state, and the last reports.
interface Store {
    /// The state as it is now.
    StoredObject.Content state();

    /// Writes the state over what was seen; another run may have been faster.
    StoredObject.Written remember(String text, StoredObject.Version seen);

    /// Writes a report over the last one.
    void put(String name, String contentType, String text);

    /// Objects under a prefix of a bucket.
    static Store in(S3Client s3, String bucket, String prefix) {
        StoredObject state = new StoredObject(() -> s3, bucket, prefix + "state.json", 64 * 1024 * 1024);
        return new Store() {
            @Override
            public StoredObject.Content state() {
                return state.read();
            }

            @Override
            public StoredObject.Written remember(String text, StoredObject.Version seen) {
                return state.write(text, "application/json", seen);
            }

            @Override
            public void put(String name, String contentType, String text) {
                s3.putObject(
                        request -> request.bucket(bucket).key(prefix + name).contentType(contentType),
                        RequestBody.fromString(text));
            }
        };
    }
}
