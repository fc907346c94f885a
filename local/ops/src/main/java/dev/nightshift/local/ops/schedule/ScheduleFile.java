package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.site.SiteFile;
import dev.nightshift.stopper.Policy;
import dev.nightshift.stopper.StopperConfig;
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
