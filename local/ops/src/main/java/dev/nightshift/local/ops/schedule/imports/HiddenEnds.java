package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Periods with an end time alone whose stop never shows, because others run then. Instance Scheduler takes them, and
/// running wins ("Schedule reference", "Periods"); our language refuses them as misleading. What is left says the same.
final class HiddenEnds {
    private HiddenEnds() {}

    /// The periods without those that say nothing; one that only leaves its morning open begins at its end instead.
    static List<ImportedPeriod> shown(List<ImportedPeriod> periods) {
        List<ImportedPeriod> shown = new ArrayList<>(periods);
        for (ImportedPeriod period : periods) {
            Optional<SortedSet<Integer>> days = period.days().weekdays();
            if (period.begin().isPresent() || period.end().isEmpty() || days.isEmpty()) {
                continue;
            }
            List<ImportedPeriod> others = new ArrayList<>(shown);
            others.remove(period);
            if (covers(PeriodCoverage.notStopped(others), days.get(), 0)) {
                shown.remove(period);
            } else if (covers(
                    PeriodCoverage.running(others), days.get(), period.end().get())) {
                shown.set(shown.indexOf(period), period.beginningAtItsEnd());
            }
        }
        return shown;
    }

    /// Whether these minutes of the week have all of these days from a minute on.
    private static boolean covers(BitSet minutes, SortedSet<Integer> days, int from) {
        return days.stream()
                .allMatch(
                        day -> minutes.nextClearBit(day * ImportedPeriod.DAY + from) >= (day + 1) * ImportedPeriod.DAY);
    }
}
