package dev.nightshift.stopper;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.schedule.Holidays;
import dev.nightshift.schedule.Schedule;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The settings of `weekend-instance-stopper`: the same for synth, for the function and for people's own files.
///
/// @param zone the zone of schedules that name none, and of the times in mails
/// @param dryRun whether runs only say what they would do
/// @param every how often the schedule invokes the function
/// @param staleAfter how far a run's scheduled time may lie from the clock before the run refuses
/// @param tag the key of the tag by which an instance opts in; its value names a schedule
/// @param neverStopTag the key of the tag that opts an instance out, whatever its value
/// @param minUptime how long an instance must have been up before it is stopped
/// @param digestAt the time of day at which findings that last are told again
/// @param schedules by name; one that cannot be read touches only the instances that name it
/// @param watch the accounts and regions whose instances they are
public record StopperConfig(
        ZoneId zone,
        boolean dryRun,
        Duration every,
        Duration staleAfter,
        String tag,
        String neverStopTag,
        Duration minUptime,
        LocalTime digestAt,
        Map<String, Reading<Schedule>> schedules,
        Watch watch) {

    /// The key of the one tag that we write: what we last did to an instance, and for which window.
    public static final String MARKER_TAG = "nightshift:last";

    // EC2: a tag key has at most 128 characters and may not begin with "aws:" (Tag your Amazon EC2 resources).
    private static final int MAX_TAG_KEY_CHARS = 128;

    /// Reads the settings; what is wrong with one schedule is kept beside the others (see [#problems]).
    public static StopperConfig from(Settings settings) {
        ZoneId zone = settings.at("zone").as(Parsers::zone, ZoneOffset.UTC);
        Map<String, Reading<Holidays>> calendars = new LinkedHashMap<>();
        settings.at("holidays")
                .entries()
                .forEach((name, calendar) -> calendars.put(name, calendar.attempt(Holidays::from)));
        Map<String, Reading<Schedule>> schedules = new LinkedHashMap<>();
        settings.at("schedules")
                .entries()
                .forEach((name, schedule) ->
                        schedules.put(name, schedule.attempt(s -> Schedule.from(name, s, zone, calendars))));
        if (schedules.isEmpty()) {
            settings.at("schedules").problem("expected at least one schedule");
        }
        return new StopperConfig(
                zone,
                settings.at("dryRun").orElse(true, Parsers::flag),
                settings.at("every").orElse(Duration.ofMinutes(15), StopperConfig::interval),
                settings.at("staleAfter").orElse(Duration.ofMinutes(10), Parsers::duration),
                settings.at("tag").orElse("nightshift:schedule", StopperConfig::tagKey),
                settings.at("neverStopTag").orElse("nightshift:never-stop", StopperConfig::tagKey),
                settings.at("minUptime").orElse(Duration.ofMinutes(10), Parsers::duration),
                settings.at("digestAt").orElse(LocalTime.of(8, 0), Parsers::timeOfDay),
                schedules,
                Watch.from(settings.at(Watch.KEY)));
    }

    /// What is wrong with single schedules: synth refuses them, a run reports them.
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Reading<Schedule> schedule : schedules.values()) {
            if (schedule instanceof Reading.Bad<Schedule>(List<Problem> found)) {
                problems.addAll(found);
            }
        }
        return problems;
    }

    private static Duration interval(String text) {
        Duration every = Parsers.duration(text);
        long minutes = every.toMinutes();
        if (minutes < 1 || minutes > 60 || 60 % minutes != 0 || !every.equals(Duration.ofMinutes(minutes))) {
            throw new IllegalArgumentException("expected whole minutes that divide an hour, such as 15 minutes");
        }
        return every;
    }

    private static String tagKey(String text) {
        if (text.isBlank() || text.length() > MAX_TAG_KEY_CHARS || text.startsWith("aws:") || text.equals(MARKER_TAG)) {
            throw new IllegalArgumentException("expected a tag key of 1 to 128 characters, neither " + MARKER_TAG
                    + " nor one that begins with aws:");
        }
        return text;
    }
}
