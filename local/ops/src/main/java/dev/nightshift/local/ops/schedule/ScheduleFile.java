package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.site.SiteFile;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
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
    private static final String STOPPER = StopperConfig.NAME;

    /// @throws SettingsException when there is no such file, or no schedule in it
    static ScheduleFile read(Path file) {
        return Settings.read(file.toString(), SiteFile.read(file), root -> {
            root.ignoreOtherKeys();
            root.at("functions").ignoreOtherKeys();
            Settings stopper = root.at("functions").at(STOPPER);
            List<Problem> problems = new ArrayList<>();
            ZoneId siteZone = zone(root, ZoneOffset.UTC, problems);
            ScheduleFile read =
                    stopper.present() ? from(stopper, zone(stopper, siteZone, problems)) : from(root, siteZone);
            if (!problems.isEmpty()) {
                // Without the zone no schedule can be used; the others' problems are told all the same.
                root.report(problems);
                root.report(read.problems());
            }
            return read;
        });
    }

    private static ZoneId zone(Settings place, ZoneId otherwise, List<Problem> problems) {
        return switch (place.at("zone").attempt(zone -> zone.orElse(otherwise, Parsers::zone))) {
            case Reading.Good<ZoneId>(ZoneId zone) -> zone;
            case Reading.Bad<ZoneId>(List<Problem> found) -> {
                problems.addAll(found);
                yield otherwise;
            }
        };
    }

    private static ScheduleFile from(Settings place, ZoneId zone) {
        place.ignoreOtherKeys();
        List<Problem> problems = new ArrayList<>();
        place.at("holidays").entries().values().forEach(at -> problems.addAll(problems(at.attempt(Holidays::from))));
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        StopperConfig.policies(place, zone).forEach((name, reading) -> {
            problems.addAll(problems(reading));
            if (reading instanceof Reading.Good<Policy>(Policy policy)) {
                schedules.put(name, policy.schedule());
            }
        });
        return new ScheduleFile(schedules, problems);
    }

    private static List<Problem> problems(Reading<?> reading) {
        return switch (reading) {
            case Reading.Good<?> _ -> List.of();
            case Reading.Bad<?>(List<Problem> found) -> found;
        };
    }
}
