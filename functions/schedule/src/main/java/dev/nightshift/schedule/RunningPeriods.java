package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Running inside any period, without an opinion where a period says only when it begins or ends, stopped otherwise
/// and on holidays.
record RunningPeriods(List<RunningPeriod> periods, Holidays holidays) implements Rule {

    /// Reads a list of periods.
    static RunningPeriods from(Settings settings, Holidays holidays) {
        List<RunningPeriod> periods = new ArrayList<>();
        for (Settings item : settings.items()) {
            periods.add(RunningPeriod.from(item));
        }
        if (settings.isList() && periods.isEmpty()) {
            settings.problem("expected a period at the least, such as {days: mon-fri, from: 09:00, until: 17:30}");
        }
        return new RunningPeriods(periods, holidays);
    }

    @Override
    public State otherwise() {
        return State.STOPPED;
    }

    @Override
    public String otherwiseReason() {
        return "outside every running period";
    }

    @Override
    public boolean isWeekly() {
        for (RunningPeriod period : periods) {
            if (!period.isWeekly()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Rule withoutHolidays() {
        return new RunningPeriods(periods, Holidays.NONE);
    }

    @Override
    public void addSpans(LocalDate day, List<Span> spans) {
        if (holidays.isHoliday(day)) {
            spans.add(Span.allDay(State.STOPPED, "holiday " + day));
            return;
        }
        for (RunningPeriod period : periods) {
            if (runs(period, day)) {
                period.addSpans(spans);
            }
            if (period.isOvernight() && runs(period, day.minusDays(1))) {
                period.addMorning(spans);
            }
        }
    }

    private boolean runs(RunningPeriod period, LocalDate day) {
        return !holidays.isHoliday(day) && period.match(day, holidays.weekdayOf(day));
    }
}
