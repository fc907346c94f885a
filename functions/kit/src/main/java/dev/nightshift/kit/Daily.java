package dev.nightshift.kit;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// A time of day in a zone, such as the one at which findings that last are reported again.
public record Daily(LocalTime at, ZoneId zone) {
    /// The last such time that is not after the instant.
    public Instant last(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        Instant today = local.with(at).toInstant();
        return today.isAfter(now) ? local.minusDays(1).with(at).toInstant() : today;
    }

    /// Whether such a time has come since the instant.
    public boolean isDue(Instant since, Instant now) {
        return since.isBefore(last(now));
    }
}
