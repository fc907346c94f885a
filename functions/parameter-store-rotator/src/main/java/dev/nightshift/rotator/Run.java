package dev.nightshift.rotator;

import dev.nightshift.kit.Reach;
import dev.nightshift.rotator.Outcome.Bearing;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Plan.Demand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One run that is over, but for the pending values that are deleted once people were notified.
///
/// @param at the instant it decided for
/// @param dryRun whether nothing was really done
/// @param due how many became due since the run before
/// @param consumers those that something was owed to
/// @param checks what the next run has to know of its checks
/// @param unasked which live values could not be asked, or are not, with the reason
/// @param unread why the parameters could not be listed
record Run(
        RotatorConfig config,
        Instant at,
        boolean dryRun,
        long due,
        List<Outcome> outcomes,
        List<ConsumerOutcome> consumers,
        Checked checks,
        SortedMap<String, String> unasked,
        Optional<String> unread) {
    private static final Set<Kind> FINDINGS = EnumSet.of(
            Kind.FROZEN, Kind.FAILED, Kind.REFUSED, Kind.UNFINISHED, Kind.DEFERRED, Kind.EXPIRING, Kind.UNCHECKED);
    private static final Set<Kind> DONE = EnumSet.of(Kind.ROTATED, Kind.RECOVERED, Kind.RETIRED, Kind.GIVEN_UP);
    /// How the subject of a consumer begins.
    static final String CONSUMER = "consumer ";

    /// How the subject of a parameter ends whose published value is refused.
    static final String LOCKED_OUT = " locked out";

    private static final String LIST = "the list of parameters";

    /// Whether something happened that people are notified of at once.
    boolean isAnythingDone() {
        return outcomes.stream().anyMatch(outcome -> DONE.contains(outcome.kind()))
                || consumers(ConsumerOutcome.Kind.REACHED) > 0;
    }

    /// What a person should know for as long as it lasts, by subject, each with the reason.
    SortedMap<String, String> findings() {
        SortedMap<String, String> findings = new TreeMap<>();
        unread.ifPresent(why -> findings.put(LIST, why));
        outcomes.stream()
                .filter(outcome -> FINDINGS.contains(outcome.kind()))
                .forEach(outcome -> findings.put(subject(outcome.what(), outcome.kind()), outcome.why()));
        outcomes.stream()
                .filter(Outcome::isLockedOut)
                .forEach(outcome -> findings.put(lockedOut(outcome.what()), outcome.why()));
        consumers.stream()
                .filter(outcome -> outcome.kind() != ConsumerOutcome.Kind.REACHED)
                .forEach(outcome -> findings.put(subject(outcome), outcome.why()));
        return findings;
    }

    /// Whether there are any.
    boolean hasFindings() {
        return !findings().isEmpty();
    }

    /// Whether the run could have seen that a finding is over: not of a target that is down on purpose, and on demand
    /// only of the parameter that was asked for.
    Predicate<String> lookedAt(Ask ask) {
        Optional<Demand> demand = ask.demand();
        if (unread.isPresent()) {
            return subject -> false;
        } else if (ask.resume()) {
            Set<String> resumed = subjects(outcome -> outcome.kind() != Kind.NOT_DUE);
            return subject -> subject.startsWith(CONSUMER) || (resumed.contains(subject) && !isOpen(subject));
        }
        Set<String> down = subjects(outcome -> outcome.kind() == Kind.TARGET_STOPPED);
        Set<String> asked = subjects(outcome ->
                demand.filter(one -> !one.name().equals(outcome.what())).isEmpty());
        return subject -> !down.contains(subject) && (demand.isEmpty() || asked.contains(subject)) && !isOpen(subject);
    }

    // What is published was refused, and this run did not learn that it works.
    private boolean isOpen(String subject) {
        return outcomes.stream()
                .anyMatch(outcome -> outcome.live() == Answer.UNKNOWN && subject.equals(lockedOut(outcome.what())));
    }

    /// What was not reached.
    ///
    /// @param begun the subjects of findings that are new
    Reach reach(Set<String> begun) {
        List<String> unreached = new ArrayList<>();
        List<String> owed = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        if (unread.isPresent()) {
            return new Reach(true, false, List.of(LIST + ": " + unread.get()), List.of(), List.of());
        }
        if (!dryRun) {
            outcomes.forEach(outcome -> {
                boolean call = outcome.kind() == Kind.FAILED || outcome.kind() == Kind.UNFINISHED;
                String fault = outcome.what() + ": " + outcome.why();
                if (call) {
                    unreached.add(fault);
                }
                boolean lockedOut = outcome.bearing() == Bearing.LOCKED_OUT;
                if (outcome.bearing() == Bearing.OWED || (call && lockedOut)) {
                    owed.add(fault);
                } else if ((call || outcome.bearing() == Bearing.BRAKE)
                        && begun.contains(subject(outcome.what(), outcome.kind()))) {
                    faults.add(fault);
                }
            });
            consumers.stream()
                    .filter(outcome -> outcome.kind() == ConsumerOutcome.Kind.WAITING)
                    .forEach(outcome -> owed.add(CONSUMER + outcome.consumer() + ": " + outcome.why()));
            consumers.stream()
                    .filter(outcome -> outcome.kind() == ConsumerOutcome.Kind.FAILED)
                    .forEach(outcome -> {
                        String fault = CONSUMER + outcome.consumer() + ": " + outcome.why();
                        unreached.add(fault);
                        if (begun.contains(subject(outcome))) {
                            faults.add(fault);
                        }
                    });
        }
        return new Reach(false, false, unreached, owed, faults);
    }

    /// Of a finding about a parameter.
    static String subject(String parameter, Kind kind) {
        return parameter + " " + kind.name().toLowerCase(Locale.ROOT);
    }

    /// Of the finding that a parameter's published value is refused.
    static String lockedOut(String parameter) {
        return parameter + LOCKED_OUT;
    }

    private Set<String> subjects(Predicate<Outcome> which) {
        Set<String> subjects = new HashSet<>();
        outcomes.stream().filter(which).map(Outcome::what).forEach(parameter -> {
            subjects.add(lockedOut(parameter));
            FINDINGS.forEach(kind -> subjects.add(subject(parameter, kind)));
        });
        return subjects;
    }

    /// Whether an application cannot log in with what is published.
    boolean isAnyLockedOut() {
        return outcomes.stream().anyMatch(Outcome::isLockedOut);
    }

    private static String subject(ConsumerOutcome outcome) {
        return CONSUMER + outcome.consumer() + " " + outcome.kind().name().toLowerCase(Locale.ROOT);
    }

    /// How many outcomes there are of each kind.
    Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        outcomes.forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
        return counts;
    }

    /// How many consumers there are of a kind.
    long consumers(ConsumerOutcome.Kind kind) {
        return consumers.stream().filter(outcome -> outcome.kind() == kind).count();
    }
}
