package dev.nightshift.rotator;

/// What became of telling one consumer that there are new values. It never changes what became of a rotation.
///
/// @param consumer as the settings name it
/// @param why the end of a sentence
record ConsumerOutcome(Kind kind, String consumer, String why) {
    /// What a reader sorts outcomes by, most important first.
    enum Kind {
        /// A call went wrong; the next run tries again.
        FAILED,
        /// A person has to look.
        REFUSED,
        /// It still has an old value, as far as is known; the next run goes on.
        WAITING,
        /// It was made to read the new value.
        REACHED
    }
}
