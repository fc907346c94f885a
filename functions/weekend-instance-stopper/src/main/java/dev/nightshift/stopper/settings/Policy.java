package dev.nightshift.stopper.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Outline;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// A schedule, and how it is imposed on the instances that name it.
///
/// A schedule that never lets an instance run (`stop: always`) has an allowance: it stops what somebody started after
/// that time, and starts nothing. One that never stops anything and has start times has `startAll`.
///
/// @param allowance how long what a person started inside a stop window may run; empty for as long as the window lasts
/// @param hibernate whether instances that were launched for it are hibernated, not stopped
/// @param startAll whether all its instances are started, not only those that we stopped
/// @param enforcesStarts whether an instance that a person stopped outside its windows is started again
public record Policy(
        Schedule schedule, Optional<Duration> allowance, boolean hibernate, boolean startAll, boolean enforcesStarts) {

    /// What a schedule's keys are read with.
    ///
    /// @param zone for a schedule without a zone of its own
    /// @param every the time between two runs
    /// @param startAll for a schedule that does not say
    /// @param calendars the holidays by the names that schedules give
    public record Defaults(ZoneId zone, Duration every, boolean startAll, Map<String, Reading<Holidays>> calendars) {}

    private enum Enforced {
        NO,
        STOPS,
        BOTH;

        static Enforced parse(String text) {
            return switch (text) {
                case "false" -> NO;
                case "true" -> STOPS;
                case "both" -> BOTH;
                default ->
                    throw new IllegalArgumentException("expected true (stops), both (stops and starts) or false");
            };
        }
    }

    /// Reads a schedule's keys, and `enforced`, `stopAfter`, `hibernate` and `startAll` beside them.
    public static Policy from(String name, Settings settings, Defaults defaults) {
        Schedule schedule = Schedule.from(name, settings, defaults.zone(), defaults.calendars());
        Enforced enforced = settings.at("enforced").orElse(Enforced.NO, Enforced::parse);
        Optional<Duration> stopAfter = settings.at("stopAfter").optional(Policy::allowance);
        boolean hibernate = settings.at("hibernate").orElse(false, Parsers::flag);
        boolean startsOnly = settings.at("start").present();
        boolean startAll = settings.at("startAll").orElse(defaults.startAll() || startsOnly, Parsers::flag);
        if (enforced != Enforced.NO && stopAfter.isPresent()) {
            settings.at("stopAfter").problem("has no meaning beside enforced; expected one of them");
        }
        if (startsOnly && !startAll) {
            settings.at("startAll")
                    .problem("leaves a schedule of start times nothing to start; expected true, or no key");
        }
        Policy policy = new Policy(
                schedule,
                enforced == Enforced.NO ? stopAfter : Optional.of(Duration.ZERO),
                hibernate,
                startAll,
                enforced == Enforced.BOTH);
        if (!settings.hasProblems()) {
            policy.checkSense(settings, defaults.every());
        }
        return policy;
    }

    /// Refuses what can never act, though each key is right.
    private void checkSense(Settings settings, Duration every) {
        Outline outline = schedule.outline();
        boolean stops = outline.has(State.STOPPED) || schedule.holidays().hasDates();
        if (!stops && (allowance.isPresent() || hibernate)) {
            settings.problem("never stops anything, so that enforced, stopAfter and hibernate have no meaning");
        }
        if (!outline.has(State.RUNNING) && !outline.has(State.NO_OPINION) && allowance.isEmpty()) {
            settings.problem(
                    "stops all the time, and leaves alone what somebody started: nothing would ever be stopped;"
                            + " expected stopAfter, as in stopAfter: 4 hours, or enforced: true");
        }
        allowance
                .filter(time -> !schedule.holidays().hasDates())
                .flatMap(time -> outline.longestStop().filter(longest -> longest.compareTo(time) <= 0))
                .ifPresent(longest -> settings.at("stopAfter")
                        .problem("is no shorter than the longest stop, which lasts " + longest.toMinutes()
                                + " minutes: nothing would be stopped for it"));
        outline.unseen(every)
                .ifPresent(missed -> settings.problem(missed + " lies between two runs, which are " + every.toMinutes()
                        + " minutes apart, and would never be noticed"));
    }

    private static Duration allowance(String text) {
        Duration allowance = Parsers.duration(text);
        if (allowance.isZero()) {
            throw new IllegalArgumentException("expected more than no time; enforced: true stops at once");
        }
        return allowance;
    }
}
