package dev.nightshift.rotator;

/// The names of two users that take turns, as Secrets Manager's rotation templates call them: `app` and `app_clone`.
final class AlternatingUser {
    private static final String CLONE = "_clone";

    private AlternatingUser() {}

    /// The one whose turn it is after this one.
    static String other(String user) {
        return user.endsWith(CLONE) ? user.substring(0, user.length() - CLONE.length()) : user + CLONE;
    }
}
