package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.number;
import static dev.nightshift.rotator.AwsCall.text;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.kit.aws.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The users of MemoryDB in one account and region.
///
/// Needs `memorydb:DescribeUsers` and `memorydb:UpdateUser` on the users. Source: the same, Amazon MemoryDB API
/// Reference.
final class MemoryDbUsers implements ManagedUsers {
    private final JsonApi memoryDb;

    MemoryDbUsers(Clients clients) {
        this.memoryDb = clients.memoryDb();
    }

    @Override
    public Optional<User> find(String name) {
        return called("DescribeUsers", () -> {
            try {
                return memoryDb.call("DescribeUsers", Map.of("UserName", name))
                        .all("Users")
                        .filter(one -> text(one, "Name").equals(name))
                        .map(MemoryDbUsers::user)
                        .findFirst();
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "UserNotFoundFault")) {
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
        Map<String, Object> mode = Map.of(
                "Type",
                "password",
                "Passwords",
                passwords.stream().map(Secret::reveal).toList());
        return called("UpdateUser", () -> {
            try {
                memoryDb.call("UpdateUser", Map.of("UserName", name, "AuthenticationMode", mode));
                return true;
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "InvalidUserStateFault")) {
                    return false;
                }
                throw e;
            }
        });
    }
}
