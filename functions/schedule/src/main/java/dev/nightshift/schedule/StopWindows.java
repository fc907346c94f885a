package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stopped inside any window and on holidays, running on workdays and otherwise.
final class StopWindows implements Rule {
    private static final int WEEK_MINUTES = 7 * LocalClock.DAY_MINUTES;

    private final List<StopWindow> windows;
    private final Holidays holidays;
    private final BitSet stoppedMinutes = new BitSet(WEEK_MINUTES);

    StopWindows(List<StopWindow> windows, Holidays holidays) {
        this.windows = List.copyOf(windows);
        this.holidays = holidays;
        windows.forEach(this::markMinutes);
    }

    /// Reads one window, or a list of them.
    static StopWindows from(Settings settings, Holidays holidays) {
        List<StopWindow> windows = new ArrayList<>();
        if (settings.isList() && settings.items().isEmpty()) {
            settings.problem("expected a window at the least, such as Fri 18:00 -> Mon 08:00");
        }
        for (Settings item : settings.isScalar() ? List.of(settings) : settings.items()) {
            item.as(text -> Optional.of(StopWindow.parse(text)), Optional.<StopWindow>empty())
                    .ifPresent(windows::add);
        }
        return new StopWindows(windows, holidays);
    }

    @Override
    public State otherwise() {
        return State.RUNNING;
    }

    @Override
    public @Nullable State wholeDay(LocalDate day) {
        if (holidays.isWorkday(day)) {
            return State.RUNNING;
        }
        if (holidays.isHoliday(day)) {
            return State.STOPPED;
        }
        int midnight = (day.getDayOfWeek().getValue() - 1) * LocalClock.DAY_MINUTES;
        boolean stopped = stoppedMinutes.get(midnight);
        int change = stopped ? stoppedMinutes.nextClearBit(midnight) : stoppedMinutes.nextSetBit(midnight);
        boolean changes = change >= 0 && change < midnight + LocalClock.DAY_MINUTES;
        return changes ? null : stopped ? State.STOPPED : State.RUNNING;
    }

    @Override
    public void addSpans(LocalDate day, LocalClock clock, List<Span> spans) {
        if (holidays.isWorkday(day) || holidays.isHoliday(day)) {
            return;
        }
        for (StopWindow window : windows) {
            for (int back = 0; back <= window.days(); back++) {
                LocalDate first = day.minusDays(back);
                if (window.startsOn(first)) {
                    spans.add(new Span(
                            clock.at(first, window.start()),
                            clock.at(first.plusDays(window.days()), window.end()),
                            State.STOPPED,
                            window.text()));
                }
            }
        }
    }

    @Override
    public String reason(LocalDate day) {
        if (holidays.isWorkday(day)) {
            return "workday " + day;
        }
        return holidays.isHoliday(day) ? "holiday " + day : "outside every stop window";
    }

    private void markMinutes(StopWindow window) {
        int length = window.days() * LocalClock.DAY_MINUTES + window.end() - window.start();
        for (int weekday = 0; weekday < 7; weekday++) {
            if ((window.weekdays() >> weekday & 1) != 0) {
                int from = weekday * LocalClock.DAY_MINUTES + window.start();
                stoppedMinutes.set(from, Math.min(from + length, WEEK_MINUTES));
                stoppedMinutes.set(0, Math.max(0, from + length - WEEK_MINUTES));
            }
        }
    }
}
