package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.util.List;

/// Whose access keys may be replaced, and when an old one is retired.
///
/// @param users paths and names of IAM users as in their ARNs, `/mailer`; a path with `*` at its end means all below
/// @param unusedFor how long nobody must have called with an old key before it is made inactive, and again before it is
///     deleted
public record AccessKeyRules(List<String> users, Duration unusedFor) {
    // What IAM knows of a key's last use lags behind by hours.
    private static final Duration LEAST = Duration.ofDays(1);

    static AccessKeyRules from(Settings settings) {
        return new AccessKeyRules(
                settings.at("users").items().stream()
                        .map(item -> item.as(AccessKeyRules::user, ""))
                        .toList(),
                settings.at("unusedFor").orElse(Duration.ofDays(7), AccessKeyRules::unusedFor));
    }

    /// Whether a user's keys may be replaced.
    ///
    /// @param user path and name
    boolean include(String user) {
        return users.stream()
                .anyMatch(one ->
                        one.endsWith("*") ? user.startsWith(one.substring(0, one.length() - 1)) : user.equals(one));
    }

    /// Source of the characters: IAM and AWS STS quotas, IAM User Guide.
    private static String user(String text) {
        String full = text.startsWith("/") ? text : "/" + text;
        if (!full.matches("(/[\\w+=,.@-]+)+|(/[\\w+=,.@-]+)+/\\*")) {
            throw new IllegalArgumentException(
                    "expected an IAM user's name such as mailer, its path and name, or a path such as /apps/*");
        }
        return full;
    }

    private static Duration unusedFor(String text) {
        Duration time = Parsers.duration(text);
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("expected a day or more: IAM hears of a key's use with hours of delay");
        }
        return time;
    }
}
