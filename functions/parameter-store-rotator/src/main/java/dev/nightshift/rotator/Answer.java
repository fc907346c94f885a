package dev.nightshift.rotator;

/// What a target says to a credential.
enum Answer {
    /// It works.
    YES,
    /// The target knows the name and refuses the secret.
    NO,
    /// The target cannot be asked, or refuses for another reason: an outage is not a wrong password.
    UNKNOWN
}
