package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.number;
import static dev.nightshift.rotator.AwsCall.text;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.kit.aws.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The users of ElastiCache in one account and region.
///
/// Needs `elasticache:DescribeUsers` and `elasticache:ModifyUser` on the users. Source: the same, Amazon ElastiCache
/// API Reference.
final class ElastiCacheUsers implements ManagedUsers {
    private final QueryApi elastiCache;
    private final RedisSite site;

    ElastiCacheUsers(Clients clients, RedisSite site) {
        this.elastiCache = clients.query("elasticache", "2015-02-02");
        this.site = site;
    }

    @Override
    public Optional<User> find(String name) {
        return called("DescribeUsers", () -> {
            try {
                return elastiCache
                        .call("DescribeUsers", Map.of("UserId", site.id(name)))
                        .all("DescribeUsersResult", "Users", "member")
                        // Several ids may have the same name: a setting that names another user is a mistake.
                        .filter(one -> text(one, "UserName").equals(name))
                        .map(ElastiCacheUsers::user)
                        .findFirst();
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "UserNotFound")) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static User user(Answer one) {
        boolean withPasswords = text(one, "Authentication", "Type").equals("password");
        return new User(
                text(one, "Status").equals("active"),
                withPasswords,
                withPasswords ? number(one, "Authentication", "PasswordCount") : 0);
    }

    @Override
    public boolean replace(String name, List<Secret> passwords) {
        Map<String, String> input = new TreeMap<>(QueryApi.list(
                "Passwords.member", passwords.stream().map(Secret::reveal).toList()));
        input.put("UserId", site.id(name));
        return called("ModifyUser", () -> {
            try {
                elastiCache.call("ModifyUser", input);
                return true;
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "InvalidUserState")) {
                    return false;
                }
                throw e;
            }
        });
    }
}
