package dev.nightshift.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/// How a person keeps one thing running past its schedule, by a tag that stops counting by itself.
public final class KeepUntil {
    private static final int LOCAL_TO_THE_MINUTE = "2026-11-21T18:00".length();
    private static final int LOCAL_TO_THE_SECOND = "2026-11-21T18:00:00".length();

    private KeepUntil() {}

    /// The instant that a tag's value names: `2026-11-21T17:00:00Z`, with an offset, or in local
    /// time as `2026-11-21T18:00` or `2026-11-21 18:00`.
    ///
    /// @param zone of the schedule, for local time, which a clock change moves as it does a
    ///     schedule's
    /// @throws IllegalArgumentException for any other text, saying what would be right
    public static Instant parse(String text, ZoneId zone) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return iso.length() == LOCAL_TO_THE_MINUTE || iso.length() == LOCAL_TO_THE_SECOND
                    ? new LocalClock(zone).at(LocalDateTime.parse(iso))
                    : OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected an instant such as 2026-11-21T17:00:00Z or a local time such as 2026-11-21T18:00", e);
        }
    }
}
