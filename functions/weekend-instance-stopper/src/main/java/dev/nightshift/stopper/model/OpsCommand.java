package dev.nightshift.stopper.model;

import dev.nightshift.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The commands that messages name, each complete: a person copies the line. The command line of this project has them.
public final class OpsCommand {
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private OpsCommand() {}

    /// Keeps an instance running until then.
    public static String keep(Instance instance, Instant until, ZoneId zone) {
        return of("keep", instance, "--until " + text(until, zone) + " ");
    }

    /// How long one is kept that is to stay up for this window.
    public static Instant keptUntil(Window window) {
        return window.end().isBefore(Window.FOREVER)
                ? window.end()
                : window.start().plus(HALF_A_DAY);
    }

    /// No longer keeps an instance running.
    public static String endKeep(Instance instance) {
        return of("keep", instance, "--end ");
    }

    /// Keeps an instance down.
    public static String keepOff(Instance instance) {
        return of("keep-off", instance, "");
    }

    /// No longer keeps an instance down.
    public static String endKeepOff(Instance instance) {
        return of("keep-off", instance, "--end ");
    }

    /// Starts an instance.
    public static String start(Instance instance) {
        return of("start", instance, "");
    }

    /// An instant that reads as local time and means the same in every zone: `2026-11-23T08:00+01:00`.
    public static String text(Instant at, ZoneId zone) {
        return OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), zone)
                .toString();
    }

    private static String of(String command, Instance instance, String options) {
        return "./ops " + command + " " + instance.id() + " " + options + "--yes";
    }
}
