package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A running period: the days that all its selectors take, and from when until when it runs on them.
///
/// @param months bits of [Field#MONTH]
/// @param from the minute at which running begins; without it there is no opinion before `until`
/// @param until the minute at which it ends, of the next day if it is before `from`; without it, midnight
/// @param text as the person wrote it
record RunningPeriod(
        Weekdays weekdays,
        Monthdays monthdays,
        int months,
        Optional<MinuteOfDay> from,
        Optional<MinuteOfDay> until,
        String text) {
    /// 28 years without an odd century have every kind of year: two lengths, seven first weekdays.
    private static final int FIRST_YEAR = 2000;

    private static final int AFTER_LAST_YEAR = 2028;

    /// Reads `{days: mon-fri, monthdays: 1-7, months: oct-jun, from: 09:00, until: 17:30}`, of
    /// which none must be there.
    static RunningPeriod from(Settings settings) {
        String days = written(settings.at("days"));
        String monthdays = written(settings.at("monthdays"));
        String months = written(settings.at("months"));
        Optional<MinuteOfDay> from = settings.at("from").optional(MinuteOfDay::parseStart);
        Settings end = settings.at("until");
        Optional<MinuteOfDay> until = end.optional(MinuteOfDay::parse);
        RunningPeriod period = new RunningPeriod(
                selector(settings.at("days"), days, Weekdays::parse, Weekdays.ALL),
                selector(settings.at("monthdays"), monthdays, Monthdays::parse, Monthdays.ALL),
                selector(settings.at("months"), months, Field.MONTH::parse, Field.MONTH.all()),
                from,
                until,
                text(days, monthdays, months, from, until));
        if (Stream.of("days", "monthdays", "months", "from", "until")
                .noneMatch(key -> settings.at(key).present())) {
            settings.problem("names neither days nor times; expected them, or run: always for what is never stopped");
        } else if (!period.hasDays()) {
            settings.problem("there is no such day in any year");
        }
        period.uselessEnd().ifPresent(end::problem);
        return period;
    }

    /// Whether the period has the day.
    ///
    /// @param weekday the one that the day is taken for
    boolean match(LocalDate day, DayOfWeek weekday) {
        return (months >> day.getMonthValue() & 1) != 0 && monthdays.match(day) && weekdays.match(day, weekday);
    }

    /// Why the end can never act as it reads.
    private Optional<String> uselessEnd() {
        if (from.isPresent() && from.equals(until)) {
            return Optional.of("from and until are the same; without both it runs all day");
        }
        if (from.isPresent() || until.isEmpty()) {
            return Optional.empty();
        }
        return switch (until.get().minutes()) {
            case 0 ->
                Optional.of("without from this stops the whole day; expected a later time, or no period for the day");
            case LocalClock.DAY_MINUTES ->
                Optional.of("without from this stops nothing, since the day is over; expected an earlier time");
            default -> Optional.empty();
        };
    }

    boolean isWeekly() {
        return weekdays.nth() == 0
                && weekdays.last() == 0
                && monthdays.equals(Monthdays.ALL)
                && months == Field.MONTH.all();
    }

    boolean isBeginOnly() {
        return from.isPresent() && until.isEmpty();
    }

    boolean isEndOnly() {
        return from.isEmpty() && until.isPresent();
    }

    /// Whether it ends on the day after the one it belongs to.
    boolean isOvernight() {
        return from.isPresent() && from.get().minutes() > end();
    }

    /// Adds what it says about the day that it belongs to.
    void addSpans(List<Span> spans) {
        int start = from.isEmpty() ? 0 : from.get().minutes();
        int end = isOvernight() ? LocalClock.DAY_MINUTES : end();
        if (from.isEmpty() && until.isPresent()) {
            spans.add(new Span(0, end, State.NO_OPINION, text));
        } else {
            spans.add(new Span(start, end, State.RUNNING, text));
        }
        if (until.isEmpty()) {
            spans.add(new Span(0, start, State.NO_OPINION, text));
        }
    }

    /// Adds what an overnight period says about the day after the one that it belongs to.
    void addMorning(List<Span> spans) {
        spans.add(new Span(0, end(), State.RUNNING, text));
    }

    private int end() {
        return until.isEmpty() ? LocalClock.DAY_MINUTES : until.get().minutes();
    }

    private boolean hasDays() {
        for (int year = FIRST_YEAR; year < AFTER_LAST_YEAR; year++) {
            for (int month = 1; month <= 12; month++) {
                if ((months >> month & 1) != 0 && hasDays(LocalDate.of(year, month, 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasDays(LocalDate firstOfMonth) {
        for (int i = 0; i < firstOfMonth.lengthOfMonth(); i++) {
            LocalDate day = firstOfMonth.plusDays(i);
            if (match(day, day.getDayOfWeek())) {
                return true;
            }
        }
        return false;
    }

    /// A list is what the same text with commas is.
    private static String written(Settings settings) {
        List<String> items = new ArrayList<>();
        for (Settings item : settings.isScalar() ? List.of(settings) : settings.items()) {
            items.add(item.text());
        }
        return String.join(",", items);
    }

    private static <T> T selector(Settings settings, String written, Settings.Parser<T> parser, T all) {
        try {
            return written.isBlank() ? all : parser.parse(written);
        } catch (IllegalArgumentException e) {
            settings.problem(String.valueOf(e.getMessage()));
            return all;
        }
    }

    private static String text(
            String days, String monthdays, String months, Optional<MinuteOfDay> from, Optional<MinuteOfDay> until) {
        StringBuilder text = new StringBuilder(days);
        text.append(monthdays.isEmpty() ? "" : " monthdays " + monthdays);
        text.append(months.isEmpty() ? "" : " months " + months);
        text.append(from.isEmpty() ? "" : " from " + from.get());
        text.append(until.isEmpty() ? "" : " until " + until.get());
        return text.isEmpty() ? "every day" : text.toString().strip();
    }
}
