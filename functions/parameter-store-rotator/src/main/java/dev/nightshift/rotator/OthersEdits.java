package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import java.util.Optional;

/// What somebody else wrote into the live parameter while a rotation was under way.
///
/// Parameter Store has no conditional write: what was overwritten is found afterwards, by its version, and taken over.
///
/// @param name the live parameter's
record OthersEdits(ParameterStore store, String name, Merge merge) {
    /// An edited value with the credential of another one; nothing where values cannot be taken apart.
    @FunctionalInterface
    interface Merge {
        Optional<Secret> of(Secret edited, Secret credential);
    }

    /// The version right before one of ours, if it is somebody else's.
    ///
    /// @param value what is to be published instead of ours; nothing where there is nothing to take over
    /// @param note what to report, as the end of a sentence
    record Overwritten(Optional<Secret> value, String note) {}

    /// The same holdings, with what somebody else edited beside the credential in the pending value as well. The live
    /// parameter then counts as moved only if its credential is another.
    Holdings takenInto(Holdings held) {
        if (!held.hasMoved()) {
            return held;
        }
        Secret live = held.live().secret();
        Pending pending = held.pending().orElseThrow();
        Optional<Secret> merged = merge.of(live, pending.value());
        if (merged.isEmpty()) {
            return held;
        }
        boolean published = merged.get().sameAs(live);
        boolean beside = !published
                && store.version(name, pending.base())
                        .filter(base -> hasCredentialOf(live, base))
                        .isPresent();
        return held.with(new Pending(name, beside ? held.live().version() : pending.base(), merged.get()));
    }

    /// What a version of ours has overwritten. It costs calls only where there is a version between.
    ///
    /// @param since the version that ours was to follow
    Optional<Overwritten> overwrittenBy(Value ours, long since) {
        long version = ours.version() - 1;
        if (version <= since) {
            return Optional.empty();
        }
        // The SDK repeats a write whose reply was lost: then both versions are ours.
        return store.version(name, version)
                .filter(theirs -> !theirs.sameAs(ours.secret()) && !hasCredentialOf(theirs, ours.secret()))
                .map(theirs -> overwritten(theirs, version, ours.secret(), store.version(name, since)));
    }

    /// What to report of somebody else's version whose credential is not the live one any more.
    static String replaced(long version) {
        return "version %d, which somebody else wrote meanwhile, had another credential: it was replaced and is kept as"
                        .formatted(version)
                + " that version";
    }

    private Overwritten overwritten(Secret theirs, long version, Secret ours, Optional<Secret> before) {
        Optional<Secret> value = merge.of(theirs, ours).filter(merged -> !merged.sameAs(ours));
        boolean beside = before.filter(one -> hasCredentialOf(theirs, one)).isPresent();
        return new Overwritten(
                value,
                beside
                        ? "version %d, which somebody else wrote meanwhile, was taken over with the new credential"
                                .formatted(version)
                        : replaced(version));
    }

    private boolean hasCredentialOf(Secret edited, Secret other) {
        return merge.of(edited, other).filter(edited::sameAs).isPresent();
    }
}
