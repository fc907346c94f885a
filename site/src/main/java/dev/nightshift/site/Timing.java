package dev.nightshift.site;

import dev.nightshift.kit.Zones;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;

/// When a function runs, and what follows from how often that is.
public sealed interface Timing {
    /// The longest that an event may wait for its function: Lambda's limit for asynchronous
    /// events.
    Duration LONGEST_WAIT = Duration.ofHours(6);

    /// The shortest that Scheduler and Lambda take: *RetryPolicy*, EventBridge Scheduler API reference.
    Duration SHORTEST_WAIT = Duration.ofMinutes(1);

    /// How often Scheduler tries again to deliver a run: more than fit into [#maxEventAge], which is the limit.
    int DELIVERY_RETRIES = 10;

    /// The time from one run to the next.
    Duration interval();

    /// As EventBridge Scheduler writes it.
    String expression();

    /// The zone of the expression.
    ZoneId zone();

    /// How often a run that failed is tried again: never where the next run comes within the hour.
    int retries();

    /// Over how long one alarm looks for one run.
    Duration missedPeriod();

    /// After how many such times without a run the alarm goes off.
    int missedPeriods();

    /// How far a run's scheduled time may lie from the clock.
    Duration staleAfter();

    /// How long an event may wait for its function, for Scheduler as for Lambda: until the next run is due, and no
    /// longer than until the function would refuse it as stale.
    default Duration maxEventAge() {
        Duration age = Collections.min(List.of(interval(), staleAfter(), LONGEST_WAIT));
        return age.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : age;
    }

    /// How many hours of a day and a bit see a run that reached everything, if all of them do: when as many see
    /// none, something has been out of reach for a day.
    default int hoursWithRuns() {
        Duration hour = Duration.ofHours(1);
        Duration apart = interval().compareTo(hour) < 0 ? hour : interval();
        return (int) Duration.ofDays(1).dividedBy(apart) + 1;
    }

    /// Over how many hours those are looked for.
    int reachHours();

    /// Counted from the full hour, in UTC: in a zone Scheduler would leave out the hour that a
    /// clock change skips. Source: *Schedule types*, EventBridge Scheduler user guide.
    ///
    /// @param interval whole minutes that divide an hour, or whole hours that divide a day
    record Every(Duration interval, Duration staleAfter) implements Timing {
        @Override
        public int reachHours() {
            return 25;
        }

        @Override
        public String expression() {
            long hours = interval.toHours();
            if (hours == 0) {
                return "cron(0/%d * * * ? *)".formatted(interval.toMinutes());
            } else if (hours == 1) {
                return "cron(0 * * * ? *)";
            }
            return hours == 24 ? "cron(0 0 * * ? *)" : "cron(0 0/%d * * ? *)".formatted(hours);
        }

        @Override
        public ZoneId zone() {
            return Zones.of("UTC");
        }

        @Override
        public int retries() {
            return interval.compareTo(Duration.ofHours(1)) > 0 ? 2 : 0;
        }

        @Override
        public Duration missedPeriod() {
            return interval;
        }

        @Override
        public int missedPeriods() {
            return 3;
        }
    }

    /// Once a day.
    ///
    /// @param at the local time, outside the hours in which clocks change
    record Daily(LocalTime at, ZoneId zone, Duration staleAfter) implements Timing {
        // A clock change moves a run by an hour.
        @Override
        public int reachHours() {
            return 26;
        }

        @Override
        public Duration interval() {
            return Duration.ofDays(1);
        }

        @Override
        public String expression() {
            return "cron(%d %d * * ? *)".formatted(at.getMinute(), at.getHour());
        }

        @Override
        public int retries() {
            return 2;
        }

        // An alarm looks back at most seven days where its period is an hour: a day and the two
        // hours that it may be late.
        @Override
        public Duration missedPeriod() {
            return Duration.ofHours(1);
        }

        @Override
        public int missedPeriods() {
            return 26;
        }
    }
}
