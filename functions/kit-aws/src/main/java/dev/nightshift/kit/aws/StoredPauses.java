package dev.nightshift.kit.aws;

import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.S3Client;

/// The pauses of a site, in its bucket.
///
/// Reading needs `s3:GetObject` on [Pauses#KEY], and changing them `s3:PutObject` too.
public final class StoredPauses {
    private static final int ATTEMPTS = 5;

    private final StoredObject object;
    private final String source;

    /// @param s3 called at the first use
    /// @param bucket the site's
    public StoredPauses(Supplier<S3Client> s3, String bucket) {
        this.object = new StoredObject(s3, bucket, Pauses.KEY, Pauses.MAX_BYTES);
        this.source = "s3://" + bucket + "/" + Pauses.KEY;
    }

    /// The pauses; none where the object does not exist.
    ///
    /// @throws dev.nightshift.kit.SettingsException naming what is wrong with the object
    /// @throws IllegalStateException when it is longer than it may be
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Pauses read() {
        return pauses(object.read());
    }

    /// Changes the pauses, however many others do so at the same time.
    ///
    /// @return the pauses as they are now
    /// @throws IllegalStateException when others were faster five times in a row
    /// @throws dev.nightshift.kit.SettingsException naming what is wrong with the object, which stays as it is
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Pauses change(UnaryOperator<Pauses> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Content content = object.read();
            Pauses before = pauses(content);
            Pauses after = change.apply(before);
            if (after.equals(before) || isWritten(after, content.version())) {
                return after;
            }
        }
        throw new IllegalStateException(source + ": was changed by others " + ATTEMPTS + " times in a row: try again");
    }

    private boolean isWritten(Pauses pauses, Version seen) {
        return object.write(pauses.json(), "application/json", seen) instanceof Written.Done;
    }

    private Pauses pauses(Content content) {
        return content.text().map(text -> Pauses.read(source, text)).orElse(Pauses.NONE);
    }
}
