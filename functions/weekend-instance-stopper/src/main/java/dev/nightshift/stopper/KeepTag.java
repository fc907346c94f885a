package dev.nightshift.stopper;

import dev.nightshift.schedule.KeepUntil;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The tag by which somebody keeps one instance up until an instant.
final class KeepTag {
    private KeepTag() {}

    /// Until when the tag keeps the instance; for ever where it cannot be read, because somebody
    /// meant something by it.
    ///
    /// @param zone of the instance's schedule, for a local time
    static Optional<Instant> until(Instance instance, ZoneId zone) {
        if (!instance.has(StopperConfig.KEEP_UNTIL_TAG)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeepUntil.parse(instance.tag(StopperConfig.KEEP_UNTIL_TAG), zone));
        } catch (IllegalArgumentException e) {
            return Optional.of(Instant.MAX);
        }
    }

    /// What is wrong with the tag, as the end of a sentence: it is over, or it cannot be read.
    static Optional<String> problem(Instance instance, ZoneId zone, Instant now) {
        String value = instance.tag(StopperConfig.KEEP_UNTIL_TAG);
        String subject = "its tag " + StopperConfig.KEEP_UNTIL_TAG + " is \"" + value + "\"";
        return until(instance, zone)
                .filter(until -> until.equals(Instant.MAX) || !now.isBefore(until))
                .map(until -> until.equals(Instant.MAX)
                        ? subject + "; expected an instant such as 2026-11-21T17:00:00Z or a local time such as"
                                + " 2026-11-21T18:00; it is kept"
                        : subject + ", which is over and ignored: remove it");
    }
}
