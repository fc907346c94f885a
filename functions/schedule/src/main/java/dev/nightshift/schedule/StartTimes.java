package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Running from each start time until midnight, without an opinion otherwise: nothing is ever stopped.
///
/// On a holiday nothing starts; a workday has the start times of the weekday that it is taken for.
record StartTimes(List<StartTime> times, Holidays holidays) implements Rule {
    /// `Mon-Fri 09:00`.
    ///
    /// @param weekdays bits of [Field#WEEKDAY]
    /// @param minute of the day
    /// @param text as the person wrote it
    record StartTime(int weekdays, int minute, String text) {
        static StartTime parse(String text) {
            String stripped = text.strip();
            int minute = MinuteOfDay.parseStart(StopWindow.timeOf(stripped)).minutes();
            return new StartTime(StopWindow.daysOf(stripped), minute, stripped);
        }
    }

    /// Reads one start time, or a list of them.
    static StartTimes from(Settings settings, Holidays holidays) {
        List<StartTime> times = new ArrayList<>();
        for (Settings item : settings.isScalar() ? List.of(settings) : settings.items()) {
            item.as(text -> Optional.of(StartTime.parse(text)), Optional.<StartTime>empty())
                    .ifPresent(times::add);
        }
        if (settings.isList() && settings.items().isEmpty()) {
            settings.problem("expected at least one start time, such as Mon-Fri 09:00");
        }
        return new StartTimes(times, holidays);
    }

    @Override
    public State otherwise() {
        return State.NO_OPINION;
    }

    @Override
    public String otherwiseReason() {
        return "not between a start time and midnight";
    }

    @Override
    public boolean isWeekly() {
        return true;
    }

    @Override
    public Rule withoutHolidays() {
        return new StartTimes(times, Holidays.NONE);
    }

    @Override
    public void addSpans(LocalDate day, List<Span> spans) {
        if (holidays.isHoliday(day)) {
            return;
        }
        int weekday = holidays.weekdayOf(day).getValue() - 1;
        for (StartTime time : times) {
            if ((time.weekdays >> weekday & 1) != 0) {
                spans.add(new Span(time.minute, LocalClock.DAY_MINUTES, State.RUNNING, time.text));
            }
        }
    }
}
