package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.site.SiteFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The schedules of a site file, or of a file that has `zone`, `schedules` and `holidays` only.
///
/// @param schedules those that can be used, in the file's order
/// @param problems of those that cannot
record ScheduleFile(Map<String, Schedule> schedules, List<Problem> problems) {
    private static final String STOPPER = "weekend-instance-stopper";

    /// @throws SettingsException when there is no such file, or no schedule in it
    static ScheduleFile read(Path file) {
        return Settings.read(file.toString(), SiteFile.read(file), root -> {
            root.ignoreOtherKeys();
            ZoneId zone = root.at("zone").orElse(ZoneOffset.UTC, Parsers::zone);
            root.at("functions").ignoreOtherKeys();
            Settings stopper = root.at("functions").at(STOPPER);
            return from(stopper.present() ? stopper : root, zone);
        });
    }

    private static ScheduleFile from(Settings place, ZoneId siteZone) {
        place.ignoreOtherKeys();
        ZoneId zone = place.at("zone").orElse(siteZone, Parsers::zone);
        Map<String, Reading<Holidays>> calendars = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        place.at("holidays").entries().forEach((name, at) -> {
            Reading<Holidays> calendar = at.attempt(Holidays::from);
            calendars.put(name, calendar);
            problems.addAll(problems(calendar));
        });
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        place.at("schedules").entries().forEach((name, at) -> {
            Reading<Schedule> reading = at.attempt(schedule -> Schedule.from(name, schedule, zone, calendars));
            problems.addAll(problems(reading));
            if (reading instanceof Reading.Good<Schedule>(Schedule schedule)) {
                schedules.put(name, schedule);
            }
        });
        if (schedules.isEmpty() && problems.isEmpty()) {
            place.at("schedules").problem("expected at least one schedule");
        }
        return new ScheduleFile(schedules, problems);
    }

    private static List<Problem> problems(Reading<?> reading) {
        return switch (reading) {
            case Reading.Good<?> _ -> List.of();
            case Reading.Bad<?>(List<Problem> found) -> found;
        };
    }
}
