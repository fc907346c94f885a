package dev.nightshift.rotator;

import dev.nightshift.rotator.AccessKeys.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of an access key that is not the live one, by evidence: what IAM saw of it, and when its follower was
/// published. A key that may be a person's is left alone.
sealed interface AccessKeyFate {
    /// It is not ours, or nobody can tell whose it is.
    record Foreign() implements AccessKeyFate {}

    /// It stays as it is until then, if nobody calls with it.
    ///
    /// @param late the call that was made with it when everybody should have had the other
    record Keep(Instant until, Optional<Use> late) implements AccessKeyFate {}

    /// Nobody has called with it since: it is made inactive, which can be taken back.
    record Deactivate(Instant unusedSince) implements AccessKeyFate {}

    /// It has been inactive, and nobody missed it.
    record Delete() implements AccessKeyFate {}

    /// Its secret was lost on its way from IAM: nobody can have it.
    record DeleteLost() implements AccessKeyFate {}

    /// Decides.
    ///
    /// @param claim under which the live key was to be replaced
    /// @param published when a follower was; nothing while the live key is still the one to be replaced
    /// @param unusedFor how long nobody must have called with a key before it is retired
    static AccessKeyFate of(
            AccessKey key,
            Optional<Use> lastUse,
            Claim claim,
            Optional<Instant> published,
            Duration unusedFor,
            Instant now) {
        boolean made = claim.covers(key);
        if (published.isEmpty()) {
            // What was pending is gone too.
            return made && lastUse.isEmpty() ? new DeleteLost() : new Foreign();
        }
        if (!made && !key.id().equals(claim.replaces())) {
            return new Foreign();
        }
        Instant since = published.get();
        Instant unusedSince = Stream.concat(Stream.of(since, key.created()), lastUse.map(Use::at).stream())
                .max(Instant::compareTo)
                .orElseThrow();
        Instant until = unusedSince.plus(key.active() ? unusedFor : unusedFor.multipliedBy(2));
        if (now.isBefore(until)) {
            return new Keep(until, lastUse.filter(use -> use.at().isAfter(since.plus(unusedFor))));
        }
        return key.active() ? new Deactivate(unusedSince) : new Delete();
    }
}
