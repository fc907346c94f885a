package dev.nightshift.liveips;

import java.time.Instant;
import java.time.ZonedDateTime;

/// When and how a run runs.
///
/// @param now the instant it decides for
/// @param dryRun whether nothing is really done
record Occasion(LiveIpsConfig config, Instant now, boolean dryRun) {
    /// Whether it is time to tell again what lasts: once a day.
    boolean isDigestDue(Instant toldAt) {
        return toldAt.isBefore(lastDigestTime());
    }

    /// A dry run keeps no record of what it has told: it speaks in the one run after the time of
    /// the digest.
    boolean isDigestRun() {
        return now.isBefore(lastDigestTime().plus(config.every()));
    }

    private Instant lastDigestTime() {
        ZonedDateTime local = now.atZone(config.zone());
        Instant today = local.with(config.digestAt()).toInstant();
        return today.isAfter(now) ? local.minusDays(1).with(config.digestAt()).toInstant() : today;
    }
}
