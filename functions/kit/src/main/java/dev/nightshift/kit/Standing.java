package dev.nightshift.kit;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A finding as people know it: reported when it begins or gets worse, again while it lasts if that is due, and once
/// when it is over. Pure.
///
/// @param level the worst level that was reported; 0 means that all is well
/// @param faults the names of the faults that were reported
/// @param calm the number of runs in a row that saw less than was reported
/// @param since when it began
/// @param notifiedAt when it was last reported
public record Standing(int level, SortedSet<String> faults, int calm, Instant since, Instant notifiedAt) {
    /// Nothing was reported.
    public static final Standing NONE = new Standing(0, Collections.emptySortedSet(), 0, Instant.EPOCH, Instant.EPOCH);

    /// What a run has to report.
    public enum News {
        /// Nothing.
        NONE,
        /// It was not there before.
        BEGINS,
        /// It is worse than was reported.
        WORSENS,
        /// It is as reported, and due to be reported again.
        LASTS,
        /// It is over.
        ENDS
    }

    /// What one run saw.
    ///
    /// @param level 0 when nothing was wrong
    /// @param faults the names of what was wrong
    /// @param conclusive whether seeing less than before means that it is less: not when the run could not see all
    public record Seen(int level, SortedSet<String> faults, boolean conclusive) {}

    /// One run later.
    public record Step(Standing standing, News news) {}

    /// The next standing, and what to report.
    ///
    /// @param repeat whether a finding that lasts is due to be reported again
    /// @param calmRuns how many runs in a row must see less before that is believed
    public Step after(Seen seen, boolean repeat, int calmRuns, Instant now) {
        boolean worse = seen.level() > level || !faults.containsAll(seen.faults());
        if (worse || (repeat && seen.level() > 0)) {
            boolean begins = level == 0 && faults.isEmpty();
            SortedSet<String> all = new TreeSet<>(faults);
            all.addAll(seen.faults());
            return new Step(
                    new Standing(Math.max(level, seen.level()), all, 0, begins ? now : since, now),
                    begins ? News.BEGINS : worse ? News.WORSENS : News.LASTS);
        }
        int calmNow = seen.conclusive() && seen.level() < level ? calm + 1 : 0;
        if (calmNow < calmRuns) {
            return new Step(new Standing(level, faults, calmNow, since, notifiedAt), News.NONE);
        }
        // What is only less bad is known already, but its next rise is news again.
        return new Step(
                new Standing(seen.level(), seen.faults(), 0, since, notifiedAt),
                seen.level() == 0 ? News.ENDS : News.NONE);
    }
}
