package dev.nightshift.local.aws.data;

import dev.nightshift.local.aws.data.CacheUsers.User;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The users and replication groups of ElastiCache in an account and region.
///
/// Source: DescribeUsers and ModifyUser, Amazon ElastiCache API Reference.
public final class ElastiCache implements Service {
    private final Place place;
    private final CacheUsers users;
    private final ReplicationGroups groups;

    public ElastiCache(Place place, InstantSource clock) {
        this.place = place;
        this.users = new CacheUsers(clock);
        this.groups = new ReplicationGroups(place, clock);
    }

    /// Its replication groups.
    public ReplicationGroups groups() {
        return groups;
    }

    public CacheUsers users() {
        return users;
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>(groups.operations());
        all.putAll(Map.of(
                "DescribeUsers",
                new Operation(Set.of("UserId"), asked -> request("DescribeUsers", asked), this::describeUsers),
                "ModifyUser",
                new Operation(
                        Set.of("UserId", "Passwords.member.N"),
                        asked -> request("ModifyUser", asked),
                        this::modifyUser)));
        return all;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private List<IamRequest> request(String operation, Parameters asked) {
        return List.of(IamRequest.of("elasticache:" + operation, arn(asked.textOrEmpty("UserId"))));
    }

    private String arn(String id) {
        return "arn:aws:elasticache:%s:%s:user:%s".formatted(place.region(), place.account(), id);
    }

    private User existing(Parameters asked) {
        String id = asked.textOrEmpty("UserId");
        return users.find(id).orElseThrow(() -> new AwsException(404, "UserNotFound", "User " + id + " not found."));
    }

    private Fields describeUsers(Parameters asked) {
        return Fields.empty().put("Users", List.of(tree(existing(asked))));
    }

    private Fields modifyUser(Parameters asked) {
        User user = existing(asked);
        List<String> passwords = asked.list("Passwords.member");
        if (!CacheUsers.isFit(passwords)) {
            throw AwsException.badRequest(
                    "InvalidParameterValue", "Passwords length must be between 16-128 characters.");
        }
        return users.replace(user, passwords)
                .map(this::tree)
                .orElseThrow(() ->
                        AwsException.badRequest("InvalidUserState", "User " + user.id() + " is not in active state."));
    }

    private Fields tree(User user) {
        return Fields.empty()
                .put("UserId", user.id())
                .put("UserName", user.name())
                .put("Status", user.status())
                .put("Engine", "redis")
                .put("AccessString", "on ~* +@all")
                .put(
                        "Authentication",
                        Fields.empty()
                                .put("Type", user.authentication())
                                .put("PasswordCount", user.passwords().size()))
                .put("ARN", arn(user.id()));
    }
}
