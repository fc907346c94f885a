package dev.nightshift.local.ops.schedule.imports;

import java.util.BitSet;
import java.util.List;

/// Whether running periods leave any time in which nothing runs.
final class PeriodCoverage {
    private static final int DAYS = 7;

    private PeriodCoverage() {}

    /// Whether something runs in every minute of every week. Seams of a minute are joined.
    static boolean isAllTheTime(List<ImportedPeriod> periods) {
        BitSet running = running(periods);
        for (int minute = 0; minute < DAYS * ImportedPeriod.DAY; minute++) {
            if (!running.get(minute) && (minute == 0 || !running.get(minute - 1) || !running.get(minute + 1))) {
                return false;
            }
        }
        return true;
    }

    /// The minutes of the week in which something runs, as far as weekdays decide.
    static BitSet running(List<ImportedPeriod> periods) {
        BitSet running = new BitSet();
        for (ImportedPeriod period : periods) {
            if (period.starts()) {
                period.days().weekdays().ifPresent(days -> days.forEach(day -> add(period, day, running)));
            }
        }
        return running;
    }

    /// The same, and those for which a period has no opinion: before its begin or its end, where it has one of them.
    static BitSet notStopped(List<ImportedPeriod> periods) {
        BitSet minutes = running(periods);
        for (ImportedPeriod period : periods) {
            if (period.begin().isEmpty() || period.end().isEmpty()) {
                int until = period.begin().or(period::end).orElse(0);
                period.days()
                        .weekdays()
                        .ifPresent(days -> days.forEach(
                                day -> minutes.set(day * ImportedPeriod.DAY, day * ImportedPeriod.DAY + until)));
            }
        }
        return minutes;
    }

    /// Whether nothing is ever stopped, though not everything always runs: each period only begins, every day.
    static boolean isOnlyStarts(List<ImportedPeriod> periods) {
        return periods.stream()
                .allMatch(period -> period.begin().isPresent()
                        && period.end().isEmpty()
                        && period.days()
                                .weekdays()
                                .filter(days -> days.size() == DAYS)
                                .isPresent());
    }

    private static void add(ImportedPeriod period, int day, BitSet running) {
        int begin = period.begin().orElse(0);
        int end = period.runsUntilMidnight() ? ImportedPeriod.DAY : period.end().orElse(ImportedPeriod.DAY);
        int length = end < begin ? end + ImportedPeriod.DAY - begin : end - begin;
        for (int i = 0; i < length; i++) {
            running.set((day * ImportedPeriod.DAY + begin + i) % (DAYS * ImportedPeriod.DAY));
        }
    }
}
