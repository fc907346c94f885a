package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rotator's role can do with users of ElastiCache and MemoryDB and what it cannot, in account 111122223333.
class CachePermissionsTest {
    static final String SITE = ParameterStoreRotatorTest.SITE + """
                redis:
                  sessions: {host: cache.example, service: elasticache, users: [app, job], userIds: {app: shop-app}}
                  jobs: {host: memory.example, service: memorydb, users: [svc_*]}
                  token: {host: shop.example, service: elasticache, users: [default], replicationGroup: shop}
                  own: {host: own.example, users: [other]}
            """;

    private static final class Once {
        private static final IamPolicy ROTATOR = policy(SITE);
    }

    private static IamPolicy policy(String site) {
        return new Deployed(Assembly.of(site)).policyOf("What parameter-store-rotator may do");
    }

    @ParameterizedTest
    @CsvSource({
        "user:shop-app, true",
        "user:job,      true",
        "user:app,      false",
        "user:other,    false",
        "user:default,  false",
        "usergroup:shop, false",
        "replicationgroup:shop, false"
    })
    void itChangesTheSitesUsersOfElastiCacheAndNothingElse(String resource, boolean allowed) {
        for (String action : List.of("DescribeUsers", "ModifyUser")) {
            assertThat(allows("elasticache", action, resource)).as(action).isEqualTo(allowed);
        }
        for (String action : List.of("CreateUser", "DeleteUser", "ModifyUserGroup", "DeleteReplicationGroup")) {
            assertThat(allows("elasticache", action, resource)).as(action).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "replicationgroup:shop, true",
        "replicationgroup:shop-2, false",
        "user:default, false",
        "cluster:shop, false"
    })
    void itChangesTheTokensOfTheSitesReplicationGroupsAndNothingElse(String resource, boolean allowed) {
        for (String action : List.of("DescribeReplicationGroups", "ModifyReplicationGroup")) {
            assertThat(allows("elasticache", action, resource)).as(action).isEqualTo(allowed);
        }
    }

    @ParameterizedTest
    @CsvSource({"user/svc_orders, true", "user/admin, false", "user/app, false", "acl/svc_all, false"})
    void itChangesTheSitesUsersOfMemoryDbAndNothingElse(String resource, boolean allowed) {
        for (String action : List.of("DescribeUsers", "UpdateUser")) {
            assertThat(allows("memorydb", action, resource)).as(action).isEqualTo(allowed);
        }
        for (String action : List.of("CreateUser", "DeleteUser", "UpdateACL", "UpdateCluster")) {
            assertThat(allows("memorydb", action, resource)).as(action).isFalse();
        }
    }

    @Test
    void withoutSuchAServiceItMayChangeNoUserThere() {
        assertThat(policy(ParameterStoreRotatorTest.SITE).allowedActions())
                .noneMatch(action -> action.matches("(elasticache|memorydb):.*"));
    }

    private static boolean allows(String service, String action, String resource) {
        return Once.ROTATOR.allows(IamRequest.of(
                service + ":" + action, "arn:aws:%s:eu-central-1:111122223333:%s".formatted(service, resource)));
    }
}
