package dev.nightshift.liveips;

import java.time.Instant;

/// When and how a run runs.
///
/// @param now the instant it decides for
/// @param dryRun whether nothing is really done
record Occasion(LiveIpsConfig config, Instant now, boolean dryRun) {
    /// Whether it is time to tell again what lasts: once a day.
    boolean isDigestDue(Instant toldAt) {
        return config.daily().isDue(toldAt, now);
    }

    /// A dry run keeps no record of what it has told: it speaks in the one run after the time of
    /// the digest.
    boolean isDigestRun() {
        return now.isBefore(config.daily().last(now).plus(config.every()));
    }
}
