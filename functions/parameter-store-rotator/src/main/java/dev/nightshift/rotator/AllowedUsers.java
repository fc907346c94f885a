package dev.nightshift.rotator;

import dev.nightshift.kit.Settings;
import java.util.List;

/// The users of one server whose passwords may be changed, as the site names them: whoever writes a parameter's value
/// must not be able to choose others.
///
/// @param setting where the site names them, `databases.orders.users`
/// @param names of users; a `*` at the end means all that begin so
public record AllowedUsers(String setting, List<String> names) {
    /// @param setting its key in messages of a run
    static AllowedUsers from(String setting, Settings settings) {
        List<String> names = settings.items().stream()
                .map(item -> item.as(AllowedUsers::name, ""))
                .toList();
        if (names.isEmpty()) {
            settings.problem("expected at least one user, such as [app, app_clone]");
        }
        return new AllowedUsers(setting, names);
    }

    private static String name(String text) {
        if (!text.matches("[^*]*[^*\\s][^*]*\\*?")) {
            throw new IllegalArgumentException("expected a user's name, or the beginning of names such as svc_*");
        }
        return text;
    }

    /// Refuses any other user.
    ///
    /// @throws Target.Unsuitable naming the setting
    void mustInclude(String user) {
        boolean included = names.stream()
                .anyMatch(one ->
                        one.endsWith("*") ? user.startsWith(one.substring(0, one.length() - 1)) : user.equals(one));
        if (user.isBlank() || !included) {
            throw new Target.Unsuitable("its user \"%s\" is none of the settings' %s".formatted(user, setting));
        }
    }
}
