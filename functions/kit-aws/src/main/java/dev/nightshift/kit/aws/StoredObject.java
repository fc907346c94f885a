package dev.nightshift.kit.aws;

import dev.nightshift.kit.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

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

    private final Supplier<S3Client> s3;
    private final String bucket;
    private final String key;
    private final int maxBytes;

    /// @param s3 asked for at the first call, so that a run without it does not pay for the client
    /// @param maxBytes what a content may have; a longer one is not ours
    public StoredObject(Supplier<S3Client> s3, String bucket, String key, int maxBytes) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.maxBytes = maxBytes;
    }

    /// The object's content as UTF-8.
    ///
    /// @throws IllegalStateException when it is longer than it may be
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Content read() {
        try (ResponseInputStream<GetObjectResponse> body =
                s3.get().getObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))) {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                body.abort();
                throw new IllegalStateException(
                        "s3://%s/%s: has more than %d bytes: not written by us".formatted(bucket, key, maxBytes));
            }
            return new Content(
                    Optional.of(new String(bytes, StandardCharsets.UTF_8)),
                    version(body.response().eTag(), body.response().checksumSHA256()));
        } catch (NoSuchKeyException e) {
            return new Content(Optional.empty(), Version.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException("s3://%s/%s: cannot be read to its end".formatted(bucket, key), e);
        }
    }

    /// The object's version without its content.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public Version version() {
        try {
            HeadObjectResponse head = s3.get()
                    .headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
            return version(head.eTag(), head.checksumSHA256());
        } catch (NoSuchKeyException e) {
            return Version.NONE;
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
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .checksumSHA256(sha256);
        request = seen.etag().isEmpty() ? request.ifNoneMatch("*") : request.ifMatch(seen.etag());
        try {
            String etag = s3.get()
                    .putObject(request.build(), RequestBody.fromString(text))
                    .eTag();
            return new Written.Done(new Version(etag, sha256));
        } catch (NoSuchKeyException e) {
            return new Written.Lost();
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
                throw e;
            }
            Version now = version();
            return now.isOf(text) ? new Written.Done(now) : new Written.Lost();
        }
    }

    private static Version version(String etag, @Nullable String sha256) {
        return new Version(etag, sha256 == null ? "" : sha256);
    }
}
