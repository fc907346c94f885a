package dev.nightshift.stopper;

import dev.nightshift.schedule.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A random weekly schedule: its settings, and what it means for each minute of the week, worked out without the
/// schedule language.
final class WorldSchedule {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final long MONDAY = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond();
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final int offsetMinutes;
    private final State[] states = new State[WEEK];
    private final int[] minutesSince = new int[WEEK];
    private String json = "";
    /// How long what a person started inside its window may run; null for as long as the window lasts.
    @Nullable
    Duration allowance;
    /// Whether an instance that a person stopped outside its window is started again.
    boolean startsToo;
    /// Whether every instance that stands still is started when it begins to want that.
    boolean startAll;

    private WorldSchedule(int offsetMinutes) {
        this.offsetMinutes = offsetMinutes;
    }

    /// Its settings.
    String json() {
        Duration allowed = allowance;
        String enforced = startsToo ? "both" : allowed != null && allowed.isZero() ? "true" : "false";
        return "{\"zone\": \"%s\", %s, \"hibernate\": true, \"startAll\": %s, \"enforced\": \"%s\"%s}"
                .formatted(
                        offsetMinutes == 0 ? "UTC" : "Asia/Tokyo",
                        json,
                        startAll,
                        enforced,
                        allowed == null || allowed.isZero() ? "" : ", \"stopAfter\": \"1 hour\"");
    }

    static WorldSchedule random(Random random) {
        WorldSchedule schedule = new WorldSchedule(random.nextBoolean() ? 0 : 9 * 60);
        int kind = random.nextInt(6);
        switch (kind) {
            case 0 -> schedule.weekend(3 + random.nextInt(2), minute(random, 15, 23), minute(random, 5, 10));
            case 1 -> schedule.nights(minute(random, 18, 23), minute(random, 4, 9));
            case 2 -> schedule.office(minute(random, 6, 10), minute(random, 16, 20));
            case 3 -> schedule.evening(random.nextBoolean() ? DAY - 10 : minute(random, 20, 23));
            case 4 -> schedule.mondayToFriday(minute(random, 6, 10), minute(random, 16, 20));
            default -> schedule.lunch(minute(random, 11, 12), minute(random, 13, 15));
        }
        schedule.index();
        schedule.impose(random.nextInt(8), kind < 3);
        schedule.startAll = random.nextInt(5) == 0;
        return schedule;
    }

    /// @param isLong whether each of its stops is longer than an hour
    private void impose(int how, boolean isLong) {
        startsToo = how == 0;
        if (how < 2) {
            allowance = Duration.ZERO;
        } else if (how == 2 && isLong) {
            allowance = Duration.ofHours(1);
        }
    }

    private static int minute(Random random, int fromHour, int toHour) {
        int minute = random.nextBoolean() ? 15 * random.nextInt(4) : random.nextInt(60);
        return (fromHour + random.nextInt(toHour - fromHour)) * 60 + minute;
    }

    private void weekend(int day, int start, int end) {
        json = "\"stop\": [\"%s %s -> mon %s\"]".formatted(DAYS.get(day), time(start), time(end));
        fill(0, WEEK, State.RUNNING);
        fill(day * DAY + start, WEEK + end, State.STOPPED);
    }

    private void nights(int start, int end) {
        json = "\"stop\": [\"mon-thu %s -> %s\", \"fri %s -> mon %s\"]"
                .formatted(time(start), time(end), time(start), time(end));
        fill(0, WEEK, State.RUNNING);
        for (int day = 0; day < 4; day++) {
            fill(day * DAY + start, (day + 1) * DAY + end, State.STOPPED);
        }
        fill(4 * DAY + start, WEEK + end, State.STOPPED);
    }

    private void lunch(int start, int end) {
        json = "\"stop\": [\"%s -> %s\"]".formatted(time(start), time(end));
        fill(0, WEEK, State.RUNNING);
        for (int day = 0; day < 7; day++) {
            fill(day * DAY + start, day * DAY + end, State.STOPPED);
        }
    }

    private void office(int from, int until) {
        json = "\"run\": [{\"days\": \"mon-fri\", \"from\": \"%s\", \"until\": \"%s\"}]"
                .formatted(time(from), time(until));
        fill(0, WEEK, State.STOPPED);
        for (int day = 0; day < 5; day++) {
            fill(day * DAY + from, day * DAY + until, State.RUNNING);
        }
    }

    private void evening(int until) {
        json = "\"run\": [{\"until\": \"%s\"}]".formatted(time(until));
        fill(0, WEEK, State.NO_OPINION);
        for (int day = 0; day < 7; day++) {
            fill(day * DAY + until, (day + 1) * DAY, State.STOPPED);
        }
    }

    private void mondayToFriday(int from, int until) {
        json =
                "\"run\": [{\"days\": \"mon\", \"from\": \"%s\"}, {\"days\": \"tue-thu\"}, {\"days\": \"fri\", \"until\": \"%s\"}]"
                        .formatted(time(from), time(until));
        fill(0, from, State.NO_OPINION);
        fill(from, 4 * DAY, State.RUNNING);
        fill(4 * DAY, 4 * DAY + until, State.NO_OPINION);
        fill(4 * DAY + until, WEEK, State.STOPPED);
    }

    private void fill(int from, int to, State state) {
        for (int minute = from; minute < to; minute++) {
            states[Math.floorMod(minute - offsetMinutes, WEEK)] = state;
        }
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    /// What it wants at the instant.
    State at(Instant at) {
        return states[minuteOf(at)];
    }

    /// When what it wants at the instant began.
    Instant since(Instant at) {
        return minute(at).minus(Duration.ofMinutes(minutesSince[minuteOf(at)]));
    }

    /// When what it wants at the instant is over.
    Instant until(Instant at) {
        int minute = minuteOf(at);
        int on = 1;
        while (on < WEEK && states[(minute + on) % WEEK] == states[minute]) {
            on++;
        }
        return minute(at).plus(Duration.ofMinutes(on));
    }

    private void index() {
        for (int minute = 0; minute < 2 * WEEK; minute++) {
            boolean same = minute > 0 && states[minute % WEEK] == states[(minute - 1) % WEEK];
            minutesSince[minute % WEEK] = same ? minutesSince[(minute - 1) % WEEK] + 1 : 0;
        }
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private static int minuteOf(Instant at) {
        return (int) Math.floorMod(Math.floorDiv(at.getEpochSecond() - MONDAY, 60), (long) WEEK);
    }

    @Override
    public String toString() {
        return json() + " "
                + Arrays.stream(states).filter(State.STOPPED::equals).count() + " minutes stopped";
    }
}
