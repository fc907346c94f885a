package dev.nightshift.site;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/// When a function runs, and what follows from how often that is.
public sealed interface Timing {
    /// The longest that an event may wait for its function: Lambda's limit for asynchronous
    /// events.
    Duration LONGEST_WAIT = Duration.ofHours(6);

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

    /// How long an event may wait for its function.
    default Duration maxEventAge() {
        return interval().compareTo(LONGEST_WAIT) < 0 ? interval() : LONGEST_WAIT;
    }

    /// Counted from the full hour, in UTC: in a zone Scheduler would leave out the hour that a
    /// clock change skips. Source: *Schedule types*, EventBridge Scheduler user guide.
    ///
    /// @param interval whole minutes that divide an hour, or whole hours that divide a day
    record Every(Duration interval) implements Timing {
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
            return ZoneId.of("UTC");
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
    record Daily(LocalTime at, ZoneId zone) implements Timing {
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
