package dev.nightshift.local.aws.s3;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Checksum;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import dev.nightshift.local.aws.wire.Reply;
import dev.nightshift.local.aws.wire.Wire;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The buckets of one account in one region.
///
/// Sources: GetObject, HeadObject and PutObject, Amazon S3 API Reference; How to prevent object overwrites with
/// conditional writes, Amazon S3 User Guide.
public final class S3 implements Service {
    private static final String IF_MATCH = "if-match";
    private static final String IF_NONE_MATCH = "if-none-match";
    private static final String CONTENT_TYPE = "content-type";
    private static final String CHECKSUM = "x-amz-checksum-";
    private static final String CHECKSUM_MODE = CHECKSUM + "mode";
    private static final Set<String> OF_READING = Set.of("Bucket", "Key", CHECKSUM_MODE);

    private final Place place;
    private final InstantSource clock;
    private final Map<String, S3Bucket> buckets = new HashMap<>();

    public S3(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /// The bucket, made if it is not there.
    public synchronized S3Bucket bucket(String name) {
        return buckets.computeIfAbsent(name, absent -> new S3Bucket(clock));
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "GetObject", new Operation(OF_READING, this::reading, this::getObject),
                // Whoever asks by HEAD is sent no body.
                "HeadObject", new Operation(OF_READING, this::reading, this::getObject),
                "PutObject",
                        new Operation(
                                Set.of(
                                        "Bucket",
                                        "Key",
                                        Reply.BODY,
                                        IF_MATCH,
                                        IF_NONE_MATCH,
                                        CONTENT_TYPE,
                                        CHECKSUM + "crc32",
                                        CHECKSUM + "sha256",
                                        Parameters.METADATA),
                                this::writing,
                                this::putObject));
    }

    /// HeadObject is allowed by `s3:GetObject`; `s3:ListBucket` tells those who look for what is not there.
    @Override
    public Set<String> actions() {
        return Set.of("GetObject", "ListBucket", "PutObject");
    }

    @Override
    public Wire wire() {
        return Wire.S3;
    }

    @Override
    public AwsException throttled() {
        return new AwsException(503, "SlowDown", "Please reduce your request rate.");
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    /// Whether an object is missing is told only to who may list the bucket; the condition key `s3:prefix` is not in
    /// such a request. Source: GetObject, Permissions, Amazon S3 API Reference.
    private List<IamRequest> reading(Parameters asked) {
        List<IamRequest> requests = new ArrayList<>();
        requests.add(onObject("GetObject", asked));
        S3Bucket bucket = buckets.get(asked.textOrEmpty("Bucket"));
        if (bucket != null && bucket.object(asked.textOrEmpty("Key")).isEmpty()) {
            requests.add(inRegion("ListBucket", asked.textOrEmpty("Bucket")));
        }
        return requests;
    }

    /// To compare with what is there is to read it.
    private List<IamRequest> writing(Parameters asked) {
        IamRequest put = onObject("PutObject", asked);
        return asked.text(IF_MATCH).isPresent() ? List.of(put, onObject("GetObject", asked)) : List.of(put);
    }

    private IamRequest onObject(String action, Parameters asked) {
        return inRegion(action, asked.textOrEmpty("Bucket") + "/" + asked.textOrEmpty("Key"));
    }

    /// ARNs of S3 name neither region nor account.
    private IamRequest inRegion(String action, String resource) {
        String partition = place.arn("s3", "").split(":", 3)[1];
        return IamRequest.of("s3:" + action, "arn:%s:s3:::%s".formatted(partition, resource))
                .with("aws:RequestedRegion", Set.of(place.region()));
    }

    private Fields getObject(Parameters asked) {
        S3Object object = existing(asked);
        Fields fields = Fields.empty()
                .put("Content-Type", object.contentType())
                .put("ETag", object.etag())
                .put(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                object.lastModified().atOffset(ZoneOffset.UTC)))
                .put("x-amz-version-id", object.versionId())
                .put(Reply.BODY, object.octets());
        object.metadata().forEach(fields::put);
        if (asked.textOrEmpty(CHECKSUM_MODE).equals("ENABLED")) {
            object.checksums().forEach(fields::put);
        }
        return fields;
    }

    private Fields putObject(Parameters asked) {
        S3Bucket bucket = bucket(asked);
        String key = asked.textOrEmpty("Key");
        asked.text(IF_NONE_MATCH).ifPresent(any -> mustBeAbsent(any, bucket.object(key)));
        asked.text(IF_MATCH).ifPresent(etag -> mustMatch(etag, existing(asked)));
        String octets = asked.textOrEmpty(Reply.BODY);
        check(asked, "crc32", Checksum.CRC32::base64, octets);
        check(asked, "sha256", Checksum.SHA256::base64, octets);
        S3Object written = bucket.put(
                key,
                octets,
                asked.text(CONTENT_TYPE).orElse("binary/octet-stream"),
                asked.beginningWith(CHECKSUM),
                asked.beginningWith(Parameters.METADATA));
        return Fields.empty().put("ETag", written.etag()).put("x-amz-version-id", written.versionId());
    }

    private S3Bucket bucket(Parameters asked) {
        S3Bucket bucket = buckets.get(asked.textOrEmpty("Bucket"));
        if (bucket == null) {
            throw new AwsException(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return bucket;
    }

    private S3Object existing(Parameters asked) {
        return bucket(asked)
                .object(asked.textOrEmpty("Key"))
                .orElseThrow(() -> new AwsException(404, "NoSuchKey", "The specified key does not exist."));
    }

    private static void mustBeAbsent(String ifNoneMatch, Optional<S3Object> present) {
        if (!ifNoneMatch.equals("*")) {
            throw new AwsException(
                    501, "NotImplemented", "A header you provided implies functionality that is not implemented");
        }
        if (present.isPresent()) {
            throw preconditionFailed();
        }
    }

    private static void mustMatch(String etag, S3Object present) {
        if (!etag.replace("\"", "").equals(present.etag().replace("\"", ""))) {
            throw preconditionFailed();
        }
    }

    private static AwsException preconditionFailed() {
        return new AwsException(
                412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    private static void check(Parameters asked, String name, Function<String, String> sum, String octets) {
        asked.text(CHECKSUM + name)
                .filter(said -> !said.equals(sum.apply(octets)))
                .ifPresent(wrong -> {
                    throw AwsException.badRequest(
                            "BadDigest", "The %s you specified did not match the calculated checksum.".formatted(name));
                });
    }
}
