package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.text;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.kit.aws.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The AUTH token of a replication group of ElastiCache that has no users. Its servers know it as the password of the
/// user `default`.
///
/// `ROTATE` adds a token and drops the older one of two; `SET` ends all but the token that was added last. No call
/// tells
/// how many tokens there are.
///
/// Needs `elasticache:DescribeReplicationGroups` and `elasticache:ModifyReplicationGroup` on the group. Sources: the
/// same, Amazon ElastiCache API Reference; Authenticating with the AUTH command, Amazon ElastiCache User Guide.
record AuthTokens(QueryApi elastiCache, String group) implements ManagedUsers {
    AuthTokens(Clients clients, String group) {
        this(clients.query("elasticache", "2015-02-02"), group);
    }

    @Override
    public boolean accepts(String password) {
        return ManagedRedis.accepts(password) && password.matches("[A-Za-z0-9!&#$^<>-]+");
    }

    @Override
    public boolean endsOldFirst() {
        return true;
    }

    @Override
    public boolean changedSince(Instant time) {
        // Clocks differ, and times are told in whole seconds.
        Instant from = time.minus(Duration.ofMinutes(1));
        return describe()
                .filter(found -> !found.text("Status").equals("available")
                        || called("DescribeReplicationGroups", () -> found.time("AuthTokenLastModifiedDate"))
                                .filter(changed -> changed.isAfter(from))
                                .isPresent())
                .isPresent();
    }

    /// The group's token, with a number that is not known.
    ///
    /// @throws Target.Unsuitable when the group has none
    @Override
    public Optional<User> find(String name) {
        return describe().map(found -> {
            if (found.has("UserGroupIds", "member")) {
                throw new Target.Unsuitable("the replication group " + group
                        + " has user groups and no AUTH token: name its users in users and remove replicationGroup");
            } else if (!found.text("AuthTokenEnabled").equals("true")) {
                throw new Target.Unsuitable("the replication group " + group + " has no AUTH token");
            }
            return new User(found.text("Status").equals("available"), true, 0);
        });
    }

    private Optional<Answer> describe() {
        return called("DescribeReplicationGroups", () -> {
            try {
                Optional<Answer> found = elastiCache
                        .call("DescribeReplicationGroups", Map.of("ReplicationGroupId", group))
                        .all("DescribeReplicationGroupsResult", "ReplicationGroups", "ReplicationGroup")
                        .filter(one -> text(one, "ReplicationGroupId").equals(group))
                        .findFirst();
                found.ifPresent(one -> text(one, "Status"));
                return found;
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "ReplicationGroupNotFoundFault")) {
                    throw new Target.Unsuitable("there is no replication group " + group);
                }
                throw e;
            }
        });
    }

    @Override
    public boolean replace(String name, List<Secret> passwords) {
        Map<String, String> input = Map.of(
                "ReplicationGroupId",
                group,
                "AuthToken",
                passwords.getLast().reveal(),
                "AuthTokenUpdateStrategy",
                passwords.size() > 1 ? "ROTATE" : "SET",
                "ApplyImmediately",
                "true");
        return called("ModifyReplicationGroup", () -> {
            try {
                elastiCache.call("ModifyReplicationGroup", input);
                return true;
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "InvalidReplicationGroupState")) {
                    return false;
                }
                throw e;
            }
        });
    }
}
