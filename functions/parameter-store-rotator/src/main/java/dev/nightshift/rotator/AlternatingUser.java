package dev.nightshift.rotator;

/// The names of two users that take turns, as Secrets Manager's rotation templates call them: `app` and `app_clone`.
final class AlternatingUser {
    private static final String CLONE = "_clone";

    private AlternatingUser() {}

    /// Whether both are one user, or the two of one pair.
    static boolean isSamePair(String one, String another) {
        return one.equals(another) || other(one).equals(another) || one.equals(other(another));
    }

    /// Whether the first is named after the second.
    static boolean isCloneOf(String one, String another) {
        return one.equals(another + CLONE);
    }

    /// The one whose turn it is after this one.
    static String other(String user) {
        return user.endsWith(CLONE) ? user.substring(0, user.length() - CLONE.length()) : user + CLONE;
    }
}
