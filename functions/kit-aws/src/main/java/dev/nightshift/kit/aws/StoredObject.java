package dev.nightshift.kit.aws;

import dev.nightshift.kit.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// One small S3 object that is read, changed and written back only if nobody else wrote it meanwhile.
///
/// Needs `s3:GetObject` and `s3:PutObject` on the object, and `s3:ListBucket` on the bucket: without it S3 answers 403
/// for an object that is not there (GetObject, *Permissions*, Amazon S3 API Reference).
public final class StoredObject {
    /// What a reader saw, to be brought along when writing.
    ///
    /// @param etag as S3 gave it; empty when there was no object
    /// @param sha256 the checksum that the object was written with, in Base64; empty when it was written without
    public record Version(String etag, String sha256) {
        /// That there was no object.
        public static final Version NONE = new Version("", "");

        /// Whether this is the version of an object with that content: such a write can be saved.
        /// An ETag does not tell, because it depends on the encryption.
        public boolean isOf(String text) {
            return sha256.equals(Sha256.base64(text));
        }
    }

    /// A content and its version.
    ///
    /// @param text empty when there is no object
    public record Content(Optional<String> text, Version version) {}

    /// What became of a write.
    public sealed interface Written {
        /// It is there now.
        record Done(Version version) implements Written {}

        /// Somebody else wrote or deleted the object since it was read, or does so right now: read again.
        record Lost() implements Written {}
    }

    // PutObject, Amazon S3 API reference: what was seen is no longer there, and another write is under way.
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final String NO_SUCH_KEY = "NoSuchKey";
    private static final String ETAG = "ETag";

    private final Bucket bucket;
    private final String key;
    private final int maxBytes;

    /// @param maxBytes the most that its content may have; a longer one is not ours
    public StoredObject(Bucket bucket, String key, int maxBytes) {
        this.bucket = bucket;
        this.key = key;
        this.maxBytes = maxBytes;
    }

    /// The object's content as UTF-8.
    ///
    /// @throws IllegalStateException when it is longer than it may be
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Content read() {
        SignedRequests.Response object;
        try {
            object = bucket.get(key, maxBytes);
        } catch (AwsServiceException e) {
            if (Refusal.is(e, NO_SUCH_KEY)) {
                return new Content(Optional.empty(), Version.NONE);
            }
            throw e;
        }
        if (object.body().length > maxBytes) {
            throw new IllegalStateException("%s: has more than %d bytes: not written by us".formatted(this, maxBytes));
        }
        String text = new String(object.body(), StandardCharsets.UTF_8);
        Version version = version(object);
        if (!version.sha256().isEmpty() && !version.isOf(text)) {
            throw SdkClientException.create(this + ": what was received does not have the object's checksum");
        }
        return new Content(Optional.of(text), version);
    }

    /// The object's version without its content.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Version version() {
        try {
            return version(bucket.head(key));
        } catch (AwsServiceException e) {
            if (e.statusCode() == NOT_FOUND) {
                return Version.NONE;
            }
            throw e;
        }
    }

    /// Writes over what was seen, and over nothing else.
    ///
    /// When a reply gets lost, the SDK writes again and S3 refuses that. So a refused write is lost
    /// only if the object does not hold what should have been written.
    ///
    /// @param seen the version that was read before; [Version#NONE] creates the object
    /// @param contentType `application/json`
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Written write(String text, String contentType, Version seen) {
        String sha256 = Sha256.base64(text);
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", contentType, Bucket.CHECKSUM, sha256));
        headers.putAll(seen.etag().isEmpty() ? Map.of("If-None-Match", "*") : Map.of("If-Match", seen.etag()));
        try {
            String etag = bucket.put(key, text, headers).header(ETAG);
            return new Written.Done(new Version(etag, sha256));
        } catch (AwsServiceException e) {
            if (Refusal.is(e, NO_SUCH_KEY)) {
                return new Written.Lost();
            }
            if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
                throw e;
            }
            Version now = version();
            return now.isOf(text) ? new Written.Done(now) : new Written.Lost();
        }
    }

    private static Version version(SignedRequests.Response response) {
        return new Version(response.header(ETAG), response.header(Bucket.CHECKSUM));
    }

    @Override
    public String toString() {
        return "s3://" + bucket.name() + "/" + key;
    }
}
