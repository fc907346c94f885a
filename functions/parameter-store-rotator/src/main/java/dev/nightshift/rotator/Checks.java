package dev.nightshift.rotator;

import dev.nightshift.kit.Sha256;
import dev.nightshift.rotator.Checked.Asked;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Decides which live values are asked in a run, by when they were asked before.
///
/// A value that was never asked has its first turn on a day that follows from its name. So many new ones, or all of
/// them when what is remembered is lost, are spread over the days.
///
/// @param before what is remembered
/// @param every in how many days each is asked; 0 when none are
/// @param today the day of the run, in the zone of the settings
record Checks(Checked before, int every, LocalDate today) {
    /// Nothing is asked.
    static final Checks NONE = new Checks(Checked.NOTHING, 0, LocalDate.EPOCH);

    /// The most in a run.
    static final int MOST = 200;

    /// With fewer connections than this a user is not asked: one of them is the application's, one its next.
    static final int LEAST_CONNECTIONS = 3;

    private static final int HASH_DIGITS = 8;

    /// Those whose turn it is, longest waiting first.
    List<String> turn(Collection<String> names) {
        return names.stream()
                .filter(name -> isTurnOf(of(name)))
                .sorted(Comparator.<String, LocalDate>comparing(name -> of(name).asked())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /// What is remembered of one, or follows from its name.
    Asked of(String name) {
        Asked known = before.values().get(name);
        if (known != null && !known.asked().isAfter(today)) {
            return known;
        }
        LocalDate first = today.minusDays(every).plusDays(every == 0 ? 0 : daysUntilFirst(name));
        return new Asked(first, first, 0);
    }

    /// Whether one has had no answer for twice as long as it should.
    boolean isOverdue(Asked one) {
        return every > 0 && !one.isLimited() && one.answered().isBefore(today.minusDays(2L * every - 1));
    }

    // What had no answer is asked the next day. Days are counted, not hours: runs come a moment earlier or later.
    private boolean isTurnOf(Asked one) {
        if (every == 0 || one.isLimited()) {
            return false;
        }
        return one.isUnanswered() ? one.asked().isBefore(today) : !one.asked().isAfter(today.minusDays(every));
    }

    private long daysUntilFirst(String name) {
        long hash = HexFormat.fromHexDigitsToLong(Sha256.hex(name).substring(0, HASH_DIGITS));
        return Math.floorMod(hash - today.toEpochDay(), (long) every);
    }
}
