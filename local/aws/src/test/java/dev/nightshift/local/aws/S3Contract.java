package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.wire.Checksum;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// What is relied on of S3.
interface S3Contract {
    String BUCKET = "nightshift-state";
    String KEY = "state/stopper/v1 é+.json";

    World world();

    @Test
    default void whatIsWrittenIsRead() {
        world().bucket(BUCKET);

        PutObjectResponse written = s3().putObject(
                        r -> r.bucket(BUCKET)
                                .key(KEY)
                                .contentType("application/json")
                                .metadata(Map.of("generation", "7")),
                        RequestBody.fromString("{\"é\": 1}"));

        ResponseBytes<GetObjectResponse> read = read();
        assertThat(read.asUtf8String()).isEqualTo("{\"é\": 1}");
        assertThat(read.response().contentType()).isEqualTo("application/json");
        assertThat(read.response().metadata()).containsExactly(Map.entry("generation", "7"));
        assertThat(read.response().eTag())
                .isEqualTo(written.eTag())
                .startsWith("\"")
                .endsWith("\"");
        assertThat(read.response().versionId()).isEqualTo(written.versionId()).isNotEmpty();
        assertThat(write("changed").versionId()).isNotEqualTo(written.versionId());
    }

    @Test
    default void anEmptyObjectIsOne() {
        world().bucket(BUCKET);

        write("");

        assertThat(read().asUtf8String()).isEmpty();
    }

    @Test
    @MotoDiffers(
            how = "it keeps no checksum that comes without the name of its algorithm",
            page = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html")
    default void theChecksumThatWasSentIsTold() {
        world().bucket(BUCKET);
        String sha256 = Checksum.SHA256.base64("body");

        s3().putObject(r -> r.bucket(BUCKET).key(KEY).checksumSHA256(sha256), RequestBody.fromString("body"));

        HeadObjectResponse head = s3().headObject(r -> r.bucket(BUCKET).key(KEY).checksumMode(ChecksumMode.ENABLED));
        assertThat(head.checksumSHA256()).isEqualTo(sha256);
        assertThat(head.contentLength()).isEqualTo(4);
    }

    @Test
    @MotoDiffers(
            how = "it believes every checksum",
            page = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html")
    default void aBodyThatDoesNotMatchItsChecksumIsRefused() {
        world().bucket(BUCKET);
        String sha256 = Checksum.SHA256.base64("body");

        assertRefused(
                () -> s3().putObject(
                                r -> r.bucket(BUCKET).key(KEY).checksumSHA256(sha256), RequestBody.fromString("other")),
                400,
                "BadDigest",
                "");
    }

    @Test
    default void whatIsMissingIsNotFound() {
        world().bucket(BUCKET);

        assertRefused(this::read, 404, "NoSuchKey", "The specified key does not exist");
        assertThatThrownBy(() -> s3().headObject(r -> r.bucket(BUCKET).key(KEY)))
                .isInstanceOf(NoSuchKeyException.class);
        assertRefused(
                () -> s3().getObjectAsBytes(r -> r.bucket("nobody-has").key(KEY)),
                404,
                "NoSuchBucket",
                "The specified bucket does not exist");
    }

    @Test
    default void ifNoneMatchWritesOnlyWhatIsNotThere() {
        world().bucket(BUCKET);

        s3().putObject(r -> r.bucket(BUCKET).key(KEY).ifNoneMatch("*"), RequestBody.fromString("one"));

        assertRefused(
                () -> s3().putObject(r -> r.bucket(BUCKET).key(KEY).ifNoneMatch("*"), RequestBody.fromString("two")),
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold");
        assertThat(read().asUtf8String()).isEqualTo("one");
    }

    @Test
    default void ifMatchWritesOnlyOverWhatWasSeen() {
        world().bucket(BUCKET);
        String seen = write("one").eTag();

        String next = s3().putObject(r -> r.bucket(BUCKET).key(KEY).ifMatch(seen), RequestBody.fromString("two"))
                .eTag();

        assertThat(read().response().eTag()).isEqualTo(next);
        assertRefused(
                () -> s3().putObject(r -> r.bucket(BUCKET).key(KEY).ifMatch(seen), RequestBody.fromString("three")),
                412,
                "PreconditionFailed",
                "");
        assertThat(read().asUtf8String()).isEqualTo("two");
    }

    @Test
    default void ifMatchFindsThatAnObjectIsGone() {
        world().bucket(BUCKET);

        assertRefused(
                () -> s3().putObject(r -> r.bucket(BUCKET).key(KEY).ifMatch("\"seen\""), RequestBody.fromString("x")),
                404,
                "NoSuchKey",
                "");
    }

    private PutObjectResponse write(String body) {
        return s3().putObject(r -> r.bucket(BUCKET).key(KEY), RequestBody.fromString(body));
    }

    private ResponseBytes<GetObjectResponse> read() {
        return s3().getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY));
    }

    private S3Client s3() {
        return world().clients().of(S3Client::builder);
    }
}
