package dev.nightshift.stopper;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// A schedule, and how it is imposed on the instances that name it.
///
/// @param allowance how long what a person started inside a stop window may run; empty for as long as the window lasts
/// @param hibernate whether instances that were launched for it are hibernated, not stopped
public record Policy(Schedule schedule, Optional<Duration> allowance, boolean hibernate) {
    /// Reads a schedule's keys, and `enforced`, `stopAfter` and `hibernate` beside them.
    ///
    /// @param calendars the holidays by the names that the schedule gives
    public static Policy from(
            String name, Settings settings, ZoneId defaultZone, Map<String, Reading<Holidays>> calendars) {
        Schedule schedule = Schedule.from(name, settings, defaultZone, calendars);
        boolean enforced = settings.at("enforced").orElse(false, Parsers::flag);
        Optional<Duration> stopAfter = settings.at("stopAfter").optional(Parsers::duration);
        if (enforced && stopAfter.isPresent()) {
            settings.at("stopAfter").problem("has no meaning beside enforced: true; expected one of them");
        }
        return new Policy(
                schedule,
                enforced ? Optional.of(Duration.ZERO) : stopAfter,
                settings.at("hibernate").orElse(false, Parsers::flag));
    }
}
