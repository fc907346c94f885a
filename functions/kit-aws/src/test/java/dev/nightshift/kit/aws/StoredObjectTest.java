package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.s3.S3Bucket;
import dev.nightshift.local.aws.s3.S3Object;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

class StoredObjectTest {
    private static final String KEY = "state/stopper/told.json";
    private static final String JSON = "application/json";

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
    private final S3Bucket bucket = aws.s3("eu-central-1").bucket("state");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final Bucket siteBucket = clients.bucket("state");
    private final StoredObject object = new StoredObject(siteBucket, KEY, 100);

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    @Test
    void whatIsAbsentIsCreatedReadAndReplaced() {
        assertThat(object.read()).isEqualTo(new Content(Optional.empty(), Version.NONE));

        Version first = done(object.write("é", JSON, Version.NONE));
        assertThat(object.read()).isEqualTo(new Content(Optional.of("é"), first));
        assertThat(object.version()).isEqualTo(first);

        Version second = done(object.write("b", JSON, first));
        assertThat(second).isNotEqualTo(first);
        assertThat(bucket.versions(KEY)).extracting(S3Object::text).containsExactly("é", "b");
        assertThat(bucket.object(KEY).orElseThrow().contentType()).isEqualTo(JSON);
    }

    @Test
    void aVersionTellsWhetherAWriteCanBeSaved() {
        Version version = done(object.write("a", JSON, Version.NONE));

        assertThat(version.isOf("a")).isTrue();
        assertThat(version.isOf("b")).isFalse();
        assertThat(Version.NONE.isOf("")).isFalse();
    }

    @Test
    void anObjectThatSomebodyElsePutThereHasAVersionWithoutAChecksum() {
        bucket.put(KEY, "by hand");

        Content seen = object.read();

        assertThat(seen.text()).contains("by hand");
        assertThat(seen.version().isOf("by hand")).isFalse();
        done(object.write("ours", JSON, seen.version()));
    }

    @Test
    void whoWritesOverAChangedACreatedOrADeletedObjectHasLost() {
        Version first = done(object.write("a", JSON, Version.NONE));
        bucket.put(KEY, "theirs");

        assertThat(object.write("b", JSON, first)).isEqualTo(new Written.Lost());
        assertThat(object.write("b", JSON, Version.NONE)).isEqualTo(new Written.Lost());
        assertThat(object.read().text()).contains("theirs");

        bucket.delete(KEY);
        assertThat(object.write("b", JSON, first)).isEqualTo(new Written.Lost());
        assertThat(bucket.keys()).isEmpty();
    }

    @Test
    void whoWritesWhileSomebodyElseDoesHasLost() {
        aws.faults()
                .on("s3", "PutObject")
                .with(new Fault.Refused(409, "ConditionalRequestConflict", "a conflicting conditional operation"));

        assertThat(object.write("a", JSON, Version.NONE)).isEqualTo(new Written.Lost());
    }

    @Test
    void aWriteWhoseReplyGotLostIsStillOurs() {
        aws.faults().on("s3", "PutObject").only(1).with(new Fault.ReplyLost());

        Version version = done(object.write("a", JSON, Version.NONE));

        assertThat(version).isEqualTo(object.version());
        assertThat(bucket.versions(KEY)).hasSize(1);
    }

    @Test
    void aHugeObjectIsNotReadToItsEnd() {
        bucket.put(KEY, "x".repeat(101));

        assertThatThrownBy(object::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("s3://state/state/stopper/told.json: has more than 100 bytes: not written by us");
    }

    @Test
    void whoMayNotReadIsNotToldThatItIsAbsent() {
        aws.register("AKIDEXAMPLE", Principal.role("123456789012", "stopper", IamPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}}
                """)));

        assertThatThrownBy(object::read)
                .asInstanceOf(type(AwsServiceException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(403);
                    assertThat(refusal.getMessage()).contains("s3:ListBucket");
                });
    }

    @Test
    void aBucketThatIsNotThereIsAnError() {
        StoredObject elsewhere = new StoredObject(clients.bucket("nobody-has"), KEY, 100);

        assertThatThrownBy(elsewhere::read)
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("bucket");
        assertThatThrownBy(() -> elsewhere.write("a", JSON, Version.NONE))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("bucket");
    }

    private static Version done(Written written) {
        assertThat(written).isInstanceOf(Written.Done.class);
        return ((Written.Done) written).version();
    }
}
