package dev.nightshift.rotator;

/// What a target says when it is only asked whether the live value works.
sealed interface LiveAnswer {
    /// It works.
    record Works() implements LiveAnswer {}

    /// It works, and its user may have so few connections that asking again could take one from the application.
    record Limited(int connections) implements LiveAnswer {}

    /// It is refused. A version before may work.
    record Refused() implements LiveAnswer {}

    /// It was taken away on purpose: only a person knows whether it may be replaced. The reason is the end of a
    /// sentence.
    record Withdrawn(String why) implements LiveAnswer {}

    /// The target cannot be asked. The reason is the end of a sentence.
    record Unknown(String why) implements LiveAnswer {}
}
