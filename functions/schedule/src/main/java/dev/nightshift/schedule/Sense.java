package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses definitions whose parts are right and that as a whole never act, or act otherwise than they read.
final class Sense {
    private static final LocalDate FIRST_DAY = LocalDate.ofInstant(Outline.BEGIN, ZoneOffset.UTC);
    private static final int FORTNIGHT = 14;
    private static final int LEAP_YEARS = 731;

    private Sense() {}

    /// Notes what makes no sense in a schedule that is right otherwise.
    ///
    /// @param settings where its keys are
    static void check(Settings settings, Timeline timeline) {
        Outline plain = Outline.of(timeline.withoutLead());
        if (timeline.rule() instanceof RunningPeriods(List<RunningPeriod> periods, Holidays holidays)) {
            Settings run = settings.at("run");
            uselessEnd(periods).or(() -> openSpan(periods)).ifPresent(run::problem);
            if (!settings.hasProblems() && !plain.has(State.STOPPED) && !holidays.hasDates()) {
                run.problem("never stops anything; expected run: always, or start times, as in start: [Mon-Fri 09:00]");
            }
        }
        Duration lead = timeline.startLead();
        if (lead.isPositive() && !plain.has(State.RUNNING)) {
            settings.at("startLead").problem("has no meaning: this schedule starts nothing");
        } else if (lead.isPositive()) {
            plain.stopWithin(lead)
                    .ifPresent(stop -> settings.at("startLead")
                            .problem("is as long as a stop, which would never take place: " + stop));
        }
    }

    /// A period with an end alone whose stop never shows, because of the others.
    private static Optional<String> uselessEnd(List<RunningPeriod> periods) {
        for (RunningPeriod period : periods) {
            if (period.isEndOnly() && days(periods).noneMatch(day -> stopsOn(day, period, periods))) {
                return Optional.of("\"" + period.text() + "\" never stops anything, because of the other periods of its"
                        + " days; expected from and until in one period");
            }
        }
        return Optional.empty();
    }

    private static boolean stopsOn(LocalDate day, RunningPeriod period, List<RunningPeriod> periods) {
        if (!period.match(day, day.getDayOfWeek())) {
            return false;
        }
        List<Span> spans = new ArrayList<>();
        new RunningPeriods(periods, Holidays.NONE).addSpans(day, spans);
        int free = period.until().orElseThrow().minutes();
        int before;
        do {
            before = free;
            for (Span span : spans) {
                free = span.contains(free) ? span.end() : free;
            }
        } while (free != before);
        return free < LocalClock.DAY_MINUTES;
    }

    /// Days without a period between one that only begins and one that only ends: it reads as one
    /// time to run, and is stopped on the days between.
    private static Optional<String> openSpan(List<RunningPeriod> periods) {
        Optional<RunningPeriod> begun = Optional.empty();
        LocalDate begunOn = FIRST_DAY;
        for (LocalDate day : days(periods).toList()) {
            List<RunningPeriod> own = periods.stream()
                    .filter(period -> period.match(day, day.getDayOfWeek()))
                    .toList();
            Optional<RunningPeriod> end =
                    own.stream().filter(RunningPeriod::isEndOnly).findFirst();
            if (begun.isPresent() && end.isPresent() && begunOn.isBefore(day.minusDays(1))) {
                return Optional.of("\"" + begun.get().text() + "\" and \""
                        + end.get().text()
                        + "\" are no single time to run: days without a period, such as "
                        + name(begunOn.plusDays(1)) + ", are stopped; expected a period for each of these days");
            }
            if (!own.isEmpty()) {
                begun = own.stream().filter(RunningPeriod::isBeginOnly).findFirst();
                begunOn = day;
            }
        }
        return Optional.empty();
    }

    private static Stream<LocalDate> days(List<RunningPeriod> periods) {
        boolean weekly = periods.stream().allMatch(RunningPeriod::isWeekly);
        return FIRST_DAY.datesUntil(FIRST_DAY.plusDays(weekly ? FORTNIGHT : LEAP_YEARS));
    }

    private static String name(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + day;
    }
}
