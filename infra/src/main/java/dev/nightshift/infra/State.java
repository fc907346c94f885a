package dev.nightshift.infra;

import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.site.Site;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// The bucket for what outlives a run. It stays when the stack goes.
///
/// S3's own keys encrypt it: nothing secret is in it, and a key of ours would be a permission and a price for every
/// reader.
final class State extends Construct {
    private static final int OLD_VERSIONS_DAYS = 30;

    private final Bucket bucket;

    State(Construct scope, Site site) {
        super(scope, "state");
        bucket = Bucket.Builder.create(this, "Bucket")
                .versioned(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .noncurrentVersionExpiration(Duration.days(OLD_VERSIONS_DAYS))
                        .expiredObjectDeleteMarker(true)
                        .build()))
                .build();
        // ops finds the bucket by the site's name.
        StringParameter.Builder.create(this, "BucketName")
                .parameterName(site.bucketParameter())
                .description("Nightshift: the bucket of site " + site.name())
                .stringValue(bucket.getBucketName())
                .build();
    }

    Bucket bucket() {
        return bucket;
    }

    /// What every function's role needs: which functions are paused, and which hosts are stopped on purpose.
    ///
    /// Without `s3:ListBucket` S3 answers 403 for an object that does not exist. A condition on `s3:prefix` would
    /// never match, because a request for an object has no prefix; the permission shows names and no contents.
    List<Permission> sharing() {
        return List.of(
                Permission.allow(
                        "ReadWhatFunctionsShare",
                        List.of("s3:GetObject"),
                        List.of(bucket.arnForObjects(Pauses.KEY), bucket.arnForObjects(StoppedHosts.KEY))),
                Permission.allow("KnowWhatIsAbsent", List.of("s3:ListBucket"), List.of(bucket.getBucketArn())));
    }

    /// What a function's role needs to keep objects below `state/<function>/`.
    List<Permission> keeping(String function) {
        return List.of(Permission.allow(
                        "Remember",
                        List.of("s3:GetObject", "s3:PutObject"),
                        List.of(bucket.arnForObjects("state/" + function + "/*")))
                .because("The function's own state."));
    }
}
