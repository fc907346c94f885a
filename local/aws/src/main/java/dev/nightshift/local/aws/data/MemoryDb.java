package dev.nightshift.local.aws.data;

import dev.nightshift.local.aws.data.CacheUsers.User;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The users of MemoryDB in an account and region, whose ids are their names.
///
/// Source: DescribeUsers and UpdateUser, Amazon MemoryDB API Reference.
public final class MemoryDb implements JsonService {
    private final Place place;
    private final CacheUsers users;

    public MemoryDb(Place place, InstantSource clock) {
        this.place = place;
        this.users = new CacheUsers(clock);
    }

    public CacheUsers users() {
        return users;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeUsers",
                new Operation(Set.of("UserName"), asked -> request("DescribeUsers", asked), this::describeUsers),
                "UpdateUser",
                new Operation(
                        Set.of("UserName", "AuthenticationMode.Type", "AuthenticationMode.Passwords.N"),
                        asked -> request("UpdateUser", asked),
                        this::updateUser));
    }

    private List<IamRequest> request(String operation, Parameters asked) {
        return List.of(IamRequest.of("memorydb:" + operation, arn(asked.textOrEmpty("UserName"))));
    }

    private String arn(String name) {
        return "arn:aws:memorydb:%s:%s:user/%s".formatted(place.region(), place.account(), name);
    }

    private User existing(Parameters asked) {
        String name = asked.textOrEmpty("UserName");
        return users.find(name)
                .orElseThrow(() -> AwsException.badRequest("UserNotFoundFault", "User " + name + " not found."));
    }

    private Fields describeUsers(Parameters asked) {
        return Fields.empty().put("Users", List.of(tree(existing(asked))));
    }

    private Fields updateUser(Parameters asked) {
        User user = existing(asked);
        List<String> passwords = asked.list("AuthenticationMode.Passwords");
        if (!asked.textOrEmpty("AuthenticationMode.Type").equals("password") || !CacheUsers.isFit(passwords)) {
            throw AwsException.badRequest(
                    "InvalidParameterValueException", "Passwords length must be between 16-128 characters.");
        }
        User changed = users.replace(user, passwords)
                .orElseThrow(() -> AwsException.badRequest(
                        "InvalidUserStateFault", "User " + user.name() + " is not in active state."));
        return Fields.empty().put("User", tree(changed));
    }

    private Fields tree(User user) {
        return Fields.empty()
                .put("Name", user.name())
                .put("Status", user.status())
                .put("AccessString", "on ~* +@all")
                .put(
                        "Authentication",
                        Fields.empty()
                                .put("Type", user.authentication())
                                .put("PasswordCount", user.passwords().size()))
                .put("ARN", arn(user.name()));
    }
}
