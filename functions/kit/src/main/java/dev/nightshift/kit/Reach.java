package dev.nightshift.kit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a run that came to its end did not reach, and the one rule by which such a run fails.
///
/// A run fails when nothing could be read, when something owed would otherwise wait longer than it may, and at the
/// first run of a new fault. It never fails for what one instance, parameter or endpoint refused. A fault that
/// people were notified of does not fail the next run: Lambda's retry of the same event finds it standing.
///
/// @param blind whether nothing could be read
/// @param partial whether the run was meant to look at a part only
/// @param unreached what could not be reached, each with the reason; new or standing
/// @param owed what cannot wait for the next scheduled run, each with the reason
/// @param begun faults that people were not notified of before this run, each with the reason: what could not be
///     reached, and brakes
public record Reach(boolean blind, boolean partial, List<String> unreached, List<String> owed, List<String> begun) {
    /// Everything was reached.
    public static final Reach ALL = new Reach(false, false, List.of(), List.of(), List.of());

    /// Keeps copies.
    public Reach {
        unreached = List.copyOf(unreached);
        owed = List.copyOf(owed);
        begun = List.copyOf(begun);
    }

    /// The same with something more that cannot wait.
    public Reach owing(String what) {
        SortedSet<String> all = new TreeSet<>(owed);
        all.add(what);
        return new Reach(blind, partial, unreached, List.copyOf(all), begun);
    }

    /// Whether everything was reached that should have been. A brake is no lack of reach.
    public boolean isComplete() {
        return !blind && !partial && unreached.isEmpty() && owed.isEmpty();
    }

    /// Why the run fails, if it does.
    public Optional<String> failure() {
        if (blind) {
            return Optional.of("nothing could be read" + (unreached.isEmpty() ? "" : ": " + first(unreached)));
        } else if (!owed.isEmpty()) {
            return Optional.of("cannot wait for the next scheduled run: " + first(owed));
        }
        return begun.isEmpty() ? Optional.empty() : Optional.of("new fault: " + first(begun));
    }

    private static String first(Collection<String> reasons) {
        return reasons.iterator().next() + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : "");
    }
}
