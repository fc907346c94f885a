package dev.nightshift.liveips.settings;

import java.time.Instant;

/// When and how a run runs.
///
/// @param now the instant it decides for
/// @param dryRun whether nothing is really done
public record Occasion(LiveIpsConfig config, Instant now, boolean dryRun) {
    /// Whether it is time to tell again what lasts: once a day.
    public boolean isDigestDue(Instant toldAt) {
        return config.daily().isDue(toldAt, now);
    }

    /// A dry run keeps no record of what it has told: it speaks in the one run after the time of
    /// the digest.
    public boolean isDigestRun() {
        return now.isBefore(config.daily().last(now).plus(config.every()));
    }
}
