package dev.nightshift.stopper.report;

import dev.nightshift.kit.Daily;
import dev.nightshift.kit.Notified.Change;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.report.Told.Known;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Decides whether a run notifies people: 248 runs fall into one weekend.
///
/// A run notifies when it stopped or started something, when a problem begins or is over, and once a day while problems
/// last. A dry run notifies when what it would do changes, and of problems when they begin.
///
/// @param isNews whether people are notified
/// @param notes what is told once, and now for the first time
/// @param begun the subjects of problems and faults that people had not heard of
/// @param ended the problems that are over, and since when they had lasted
/// @param after what people know then
public record News(
        boolean isNews,
        SortedSet<String> notes,
        SortedSet<String> begun,
        SortedMap<String, Instant> ended,
        Told after) {
    /// Compares a run with what was reported before.
    ///
    /// @param daily whether the run made the daily check
    /// @param notice the span in which windows begin that are announced now
    public static News of(Run run, boolean daily, Optional<Window> notice, Told told) {
        SortedSet<String> lines = run.problems();
        SortedSet<String> found = new TreeSet<>(lines);
        found.addAll(run.faults().keySet());
        boolean repeat = daily && !run.dryRun();
        Change problems = told.problems()
                .before(lines, run.faults().keySet(), told.dailyAt())
                .after(found, run::isLookedAt, repeat, run.at());
        Change checked = daily
                ? told.daily()
                        .before(run.dailyProblems(), new TreeSet<>(), told.dailyAt())
                        .after(run.dailyProblems(), run::isLookedAt, repeat, run.at())
                : new Change(told.daily().subjects(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        Change notes = told.notes().after(run.notes(), run::isLookedAt, false, run.at());
        String intents = run.dryRun() ? Told.fingerprint(run.changes()) : "";
        Told after = new Told(
                Known.of(problems.next()),
                daily ? Known.of(checked.next()) : told.daily(),
                notes.next(),
                intents,
                daily ? run.at() : told.dailyAt(),
                notice.map(Window::end).orElse(told.noticedUntil()));
        SortedMap<String, Instant> ended = new TreeMap<>(problems.ended());
        ended.putAll(checked.ended());
        ended.keySet().removeIf(subject -> isStillSo(subject, found, after));
        boolean begins = !problems.begun().isEmpty()
                || !notes.begun().isEmpty()
                || !checked.begun().isEmpty();
        boolean isNews = run.dryRun()
                ? begins || (!intents.equals(told.intents()) && !intents.isEmpty())
                : !run.changes().isEmpty()
                        || begins
                        || !problems.repeated().isEmpty()
                        || !checked.repeated().isEmpty()
                        || !ended.isEmpty()
                        || told.problems().isOtherThan(lines);
        return new News(isNews || !run.findings().isEmpty(), notes.begun(), problems.begun(), ended, after);
    }

    /// Whether a subject that is no longer found goes on by another name: the problem is late by now, or the daily
    /// check
    /// has it.
    private static boolean isStillSo(String subject, Set<String> found, Told after) {
        return found.contains(subject)
                || found.contains(subject + Run.LATE)
                || after.daily().subjects().standing().containsKey(subject);
    }

    /// The same where nobody knows what people were notified of: by the time of day, as well as can be.
    public static News unknown(Run run) {
        Instant digest = lastDigestTime(run.config(), run.at());
        boolean digestTime = run.at().isBefore(digest.plus(run.config().every()));
        boolean isNews = (!run.dryRun() && !run.changes().isEmpty())
                || (digestTime
                        && !(run.problems().isEmpty() && run.dailyProblems().isEmpty()));
        return new News(isNews, run.notes(), new TreeSet<>(), new TreeMap<>(), Told.NOTHING);
    }

    /// Whether the daily check is due: the day's digest time has come since the last.
    public static boolean isDailyDue(StopperConfig config, Instant at, Told told) {
        return told.dailyAt().isBefore(lastDigestTime(config, at));
    }

    /// The span in which windows begin that are announced now, if announcements are wanted.
    public static Optional<Window> notice(StopperConfig config, Instant at, Told told) {
        Instant from = told.noticedUntil().isAfter(at) ? told.noticedUntil() : at;
        return config.notice()
                .map(at::plus)
                .filter(until -> until.isAfter(from))
                .map(until -> new Window(from, until));
    }

    private static Instant lastDigestTime(StopperConfig config, Instant at) {
        return new Daily(config.digestAt(), config.zone()).last(at);
    }
}
