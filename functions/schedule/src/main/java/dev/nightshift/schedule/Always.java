package dev.nightshift.schedule;

import java.time.LocalDate;
import java.util.List;

/// One state all the time, except on holidays and workdays: `stop: always`, `run: always`.
///
/// @param otherwise `STOPPED` or `RUNNING`
record Always(State otherwise, Holidays holidays) implements Rule {
    /// What stands in place of a list of windows or periods.
    static final String WORD = "always";

    @Override
    public String otherwiseReason() {
        return WORD;
    }

    @Override
    public boolean isWeekly() {
        return true;
    }

    @Override
    public Rule withoutHolidays() {
        return new Always(otherwise, Holidays.NONE);
    }

    @Override
    public void addSpans(LocalDate day, List<Span> spans) {
        if (otherwise == State.STOPPED && holidays.isWorkday(day)) {
            spans.add(Span.allDay(State.RUNNING, "workday " + day));
        } else if (otherwise == State.RUNNING && holidays.isHoliday(day)) {
            spans.add(Span.allDay(State.STOPPED, "holiday " + day));
        }
    }
}
