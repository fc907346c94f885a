package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stopped inside any window and on holidays, running on workdays and otherwise.
record StopWindows(List<StopWindow> windows, Holidays holidays) implements Rule {

    /// Reads one window, or a list of them.
    static StopWindows from(Settings settings, Holidays holidays) {
        List<StopWindow> windows = new ArrayList<>();
        for (Settings item : settings.isScalar() ? List.of(settings) : settings.items()) {
            item.as(text -> Optional.of(StopWindow.parse(text)), Optional.<StopWindow>empty())
                    .ifPresent(windows::add);
        }
        if (settings.isList() && settings.items().isEmpty()) {
            settings.problem("expected a window at the least, such as Fri 18:00 -> Mon 08:00");
        }
        return new StopWindows(windows, holidays);
    }

    @Override
    public State otherwise() {
        return State.RUNNING;
    }

    @Override
    public String otherwiseReason() {
        return "outside every stop window";
    }

    @Override
    public boolean isWeekly() {
        return true;
    }

    @Override
    public Rule withoutHolidays() {
        return new StopWindows(windows, Holidays.NONE);
    }

    @Override
    public void addSpans(LocalDate day, List<Span> spans) {
        if (holidays.isWorkday(day)) {
            spans.add(Span.allDay(State.RUNNING, "workday " + day));
        } else if (holidays.isHoliday(day)) {
            spans.add(Span.allDay(State.STOPPED, "holiday " + day));
        } else {
            for (StopWindow window : windows) {
                window.addSpans(day, spans);
            }
        }
    }
}
