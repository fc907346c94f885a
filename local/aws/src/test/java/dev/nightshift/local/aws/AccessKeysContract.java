package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;

/// What is relied on of IAM's access keys, and of what STS says to them.
interface AccessKeysContract {
    String USER = "mailer";

    World world();

    @Test
    default void aNewKeyActsForItsUser() {
        world().user("/apps/", USER);

        AccessKey made = create();

        assertThat(made.userName()).isEqualTo(USER);
        assertThat(made.accessKeyId()).startsWith("AKIA").hasSize(20);
        assertThat(made.secretAccessKey()).hasSize(40);
        assertThat(made.status()).isEqualTo(StatusType.ACTIVE);
        assertThat(arn(made.accessKeyId())).endsWith(":user/apps/mailer");
    }

    @Test
    default void aUserHasTwoKeysAtMost() {
        world().user("/", USER);
        String first = create().accessKeyId();
        String second = create().accessKeyId();

        assertRefused(this::create, 409, "LimitExceeded", "AccessKeysPerUser: 2");
        assertThat(listed()).extracting(AccessKeyMetadata::accessKeyId).containsExactlyInAnyOrder(first, second);
    }

    @Test
    default void aKeyIsMadeInactiveAndActiveAgainAndDeleted() {
        world().user("/", USER);
        AccessKey made = create();

        update(made.accessKeyId(), StatusType.INACTIVE);
        assertThat(listed()).singleElement().satisfies(key -> {
            assertThat(key.status()).isEqualTo(StatusType.INACTIVE);
            assertThat(key.createDate()).isEqualTo(made.createDate());
        });
        update(made.accessKeyId(), StatusType.ACTIVE);
        assertThat(arn(made.accessKeyId())).endsWith(":user/mailer");
        delete(made.accessKeyId());
        assertThat(listed()).isEmpty();
    }

    @Test
    @MotoDiffers(
            how = "it answers every key",
            page = "https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html")
    default void aKeyThatIsInactiveOrDeletedIsNobodys() {
        world().user("/", USER);
        String inactive = create().accessKeyId();
        update(inactive, StatusType.INACTIVE);
        String deleted = create().accessKeyId();
        delete(deleted);

        assertRefused(() -> arn(inactive), 403, "InvalidClientTokenId", "security token");
        assertRefused(() -> arn(deleted), 403, "InvalidClientTokenId", "security token");
    }

    @Test
    default void aKeyThatNobodyUsedHasNoLastUse() {
        world().user("/", USER);
        String id = create().accessKeyId();

        AccessKeyLastUsed used =
                iam().getAccessKeyLastUsed(r -> r.accessKeyId(id)).accessKeyLastUsed();

        assertThat(used.lastUsedDate()).isNull();
        assertThat(used.serviceName()).isEqualTo("N/A");
        assertThat(used.region()).isEqualTo("N/A");
    }

    @Test
    default void whatIsNotThereIsNamed() {
        world().user("/", USER);

        assertRefused(
                () -> iam().listAccessKeys(r -> r.userName("nobody")),
                404,
                "NoSuchEntity",
                "The user with name nobody cannot be found");
        assertRefused(() -> delete("AKIAIOSFODNN7EXAMPLE"), 404, "NoSuchEntity", "AKIAIOSFODNN7EXAMPLE");
        assertRefused(
                () -> update("AKIAIOSFODNN7EXAMPLE", StatusType.INACTIVE), 404, "NoSuchEntity", "AKIAIOSFODNN7EXAMPLE");
    }

    private AccessKey create() {
        return iam().createAccessKey(r -> r.userName(USER)).accessKey();
    }

    private List<AccessKeyMetadata> listed() {
        return iam().listAccessKeys(r -> r.userName(USER)).accessKeyMetadata();
    }

    private void update(String id, StatusType status) {
        iam().updateAccessKey(r -> r.userName(USER).accessKeyId(id).status(status));
    }

    private void delete(String id) {
        iam().deleteAccessKey(r -> r.userName(USER).accessKeyId(id));
    }

    private String arn(String accessKey) {
        try (StsClient there = world().with(accessKey).of(StsClient::builder)) {
            return there.getCallerIdentity().arn();
        }
    }

    private IamClient iam() {
        return world().clients().of(IamClient::builder);
    }
}
