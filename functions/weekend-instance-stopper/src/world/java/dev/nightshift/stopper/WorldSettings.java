package dev.nightshift.stopper;

import dev.nightshift.kit.Daily;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings of a made-up site, which people change while the function is at work.
final class WorldSettings {
    private static final int NAMES = 8;
    private static final List<Integer> EVERY_MINUTES = List.of(15, 20, 30, 30, 60, 60, 60, 60);

    private final Random random;
    private final WorldVariant variant;
    private final SortedMap<String, WorldSchedule> schedules = new TreeMap<>();
    final Duration every;
    private int renamed;
    private int maxStops;
    private StopperConfig config;

    /// @param machines how many instances there are
    WorldSettings(Random random, int machines, WorldVariant variant) {
        this.random = random;
        this.variant = variant;
        this.every = Duration.ofMinutes(EVERY_MINUTES.get(random.nextInt(EVERY_MINUTES.size())));
        this.maxStops = random.nextInt(3) == 0 ? machines / 12 : machines;
        for (int i = 0; i < NAMES - 2; i++) {
            schedules.put("s" + i, WorldSchedule.random(random));
        }
        this.config = read();
    }

    StopperConfig config() {
        return config;
    }

    /// The most stops of one run.
    int maxStops() {
        return maxStops;
    }

    /// The key of the opt-in tag.
    String tag() {
        return renamed == 0 ? "nightshift:schedule" : "team:schedule-" + renamed;
    }

    /// A name that a person may give; not all of them are of schedules.
    String anyName() {
        return "s" + random.nextInt(NAMES);
    }

    @Nullable
    WorldSchedule schedule(@Nullable String name) {
        return name == null ? null : schedules.get(name);
    }

    /// When findings that last were last due to be reported again.
    Instant lastDigestTime(Instant at) {
        return new Daily(config.digestAt(), config.zone()).last(at);
    }

    /// Changes them somehow; the instances find out by their tags.
    ///
    /// @return what became of them, for a history
    String change() {
        String name = anyName();
        String what = switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                schedules.put(name, WorldSchedule.random(random));
                yield "another schedule " + name;
            }
            case 3 -> {
                if (schedules.size() > 2) {
                    schedules.remove(name);
                }
                yield "no schedule " + name;
            }
            case 4 -> {
                maxStops = 1_000;
                yield "a higher brake";
            }
            default -> {
                renamed++;
                yield "another tag " + tag();
            }
        };
        config = read();
        return what;
    }

    private StopperConfig read() {
        List<String> own = new ArrayList<>();
        schedules.forEach((name, schedule) -> own.add("\"" + name + "\": " + schedule.json()));
        String json = """
                {"zone": "UTC", "dryRun": false, "every": "%d minutes", "tag": "%s",
                 "brake": {"maxStopsPerRegion": %d}, "schedules": {%s}}""".formatted(every.toMinutes(), tag(), maxStops, String.join(", ", own));
        StopperConfig read =
                Settings.read("settings", Json.parse("settings", variant.settings(json)), StopperConfig::from);
        if (!read.problems().isEmpty()) {
            throw new AssertionError(read.problems() + "\n" + json);
        }
        return read;
    }
}
