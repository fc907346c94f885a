package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rotator's role can do with access keys and what it cannot, in account 111122223333.
class AccessKeyPermissionsTest {
    static final String SITE = ParameterStoreRotatorTest.SITE + "    accessKeys: {users: [mailer, /apps/*]}\n";

    private static final class Once {
        private static final IamPolicy ROTATOR = policy(SITE);
    }

    private final IamPolicy rotator = Once.ROTATOR;

    private static IamPolicy policy(String site) {
        return new Deployed(Assembly.of(site)).policyOf("What parameter-store-rotator may do");
    }

    @ParameterizedTest
    @CsvSource({
        "/mailer,        true",
        "/apps/shop,     true",
        "/apps/eu/shop,  true",
        "/apps2/shop,    false",
        "/eu/mailer,     false",
        "/mailer2,       false",
        "/admin,         false"
    })
    void itReplacesAccessKeysOfTheSitesUsersAndOfNobodyElse(String user, boolean allowed) {
        for (String action : List.of(
                "CreateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed", "ListAccessKeys", "UpdateAccessKey")) {
            assertThat(rotator.allows(on(action, "111122223333", user)))
                    .as(action)
                    .isEqualTo(allowed);
            assertThat(rotator.allows(on(action, "444455556666", user)))
                    .as(action)
                    .isFalse();
            assertThat(rotator.allows(IamRequest.of("iam:" + action, "*")))
                    .as(action)
                    .isFalse();
        }
    }

    private static IamRequest on(String action, String account, String user) {
        return IamRequest.of("iam:" + action, "arn:aws:iam::%s:user%s".formatted(account, user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AddUserToGroup",
                "AttachUserPolicy",
                "CreateLoginProfile",
                "CreateUser",
                "DeleteUser",
                "GetUser",
                "PutUserPolicy",
                "TagUser",
                "UpdateLoginProfile",
                "UpdateUser"
            })
    void itMayDoNothingElseWithAUser(String action) {
        assertThat(rotator.allows(on(action, "111122223333", "/mailer"))).isFalse();
    }

    @Test
    void withoutUsersItMayReplaceNoAccessKey() {
        assertThat(policy(ParameterStoreRotatorTest.SITE).allowedActions())
                .noneMatch(action -> action.startsWith("iam:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users: [mailer, /apps/*] | users: [/*] | accessKeys.users[0]: \"/*\": expected an IAM user's name such as mailer, its path and name, or a path such as /apps/*",
                "users: [mailer, /apps/*] | unusedFor: 4 hours | accessKeys.unusedFor: \"4 hours\": expected a day or more: IAM hears of a key's use with hours of delay"
            })
    void whatIsWrongIsSaidBeforeAnythingIsDeployed(String right, String wrong, String message) {
        assertThatThrownBy(() -> Assembly.site(SITE.replace(right, wrong)))
                .hasMessageContaining("functions.parameter-store-rotator." + message);
    }
}
