package dev.nightshift.stopper;

/// Why a call did not do what it should for an instance.
///
/// @param code AWS's error code, or the exception's name where no answer came
/// @param scope what the answer was about
record Failure(String code, String message, Scope scope) {
    /// What an answer was about.
    enum Scope {
        /// This instance, which it names.
        INSTANCE,
        /// This kind of instance: there is no room for it now.
        CAPACITY,
        /// The request, which names none of its instances: throttled, or no answer.
        REQUEST,
        /// Everything in this account and region: we may not.
        PLACE
    }

    /// Whether the account and region could not be acted on, so that somebody has to look.
    boolean isUnreachable() {
        return scope == Scope.REQUEST || scope == Scope.PLACE;
    }
}
