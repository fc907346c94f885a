package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Zones;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Schedules and instants as the tests write them.
final class Given {
    static final ZoneId BERLIN = Zones.of("Europe/Berlin");

    private Given() {}

    /// A schedule in a zone, with keys and values, and with calendars by name where a key is `holidays`.
    static Schedule schedule(ZoneId zone, Map<String, ?> keys, Map<String, ?> calendars) {
        return Settings.read("site.yaml", Map.of("tested", keys, "holidays", calendars), site -> {
            Map<String, Settings.Reading<Holidays>> named = new HashMap<>();
            site.at("holidays").entries().forEach((name, at) -> named.put(name, at.attempt(Holidays::from)));
            return Schedule.from("tested", site.at("tested"), zone, named);
        });
    }

    static Schedule stop(ZoneId zone, String... windows) {
        return schedule(zone, Map.of("stop", List.of(windows)), Map.of());
    }

    static Schedule run(ZoneId zone, String... periods) {
        return schedule(
                zone, Map.of("run", Arrays.stream(periods).map(Given::map).toList()), Map.of());
    }

    /// `days mon-fri; from 09:00` as the keys and values of a period.
    static Map<String, String> map(String period) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String entry : period.isEmpty() ? new String[0] : period.split(";")) {
            String[] keyAndValue = entry.strip().split(" ", 2);
            map.put(keyAndValue[0], keyAndValue[1]);
        }
        return map;
    }

    /// An instant as it is, or a local time of the zone, which must not come twice.
    static Instant at(String time, ZoneId zone) {
        return time.endsWith("Z")
                ? Instant.parse(time)
                : LocalDateTime.parse(time).atZone(zone).toInstant();
    }
}
