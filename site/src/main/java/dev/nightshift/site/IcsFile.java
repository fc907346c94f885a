package dev.nightshift.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The days of an iCalendar file's all-day events (RFC 5545, section 3.6.1), of which calendars of holidays consist.
///
/// Events with times of day are no holidays, unless they last from midnight to midnight, as Outlook writes all-day
/// events. Cancelled events are none either. Events that come back by a rule are refused rather than overlooked.
final class IcsFile {
    private static final String EVENT = "VEVENT";
    private static final String SUMMARY = "SUMMARY";
    private static final int DATE_LENGTH = "20261225".length();
    private static final String MIDNIGHT = "T000000";
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LONGEST_EVENT_DAYS = 366;

    private IcsFile() {}

    /// Every day that an all-day event covers, with the event's summary.
    ///
    /// @throws IllegalArgumentException for a file that is not there, is no calendar, or has
    ///     recurring events
    static NavigableMap<LocalDate, String> days(Path file) {
        // Folded lines go on in the next line, after one blank (section 3.1).
        String[] lines = text(file).replaceAll("\r?\n[ \t]", "").split("\r?\n", -1);
        if (!lines[0].strip().equalsIgnoreCase("BEGIN:VCALENDAR")) {
            throw new IllegalArgumentException("expected an iCalendar file, which begins with BEGIN:VCALENDAR");
        }
        NavigableMap<LocalDate, String> days = new TreeMap<>();
        Deque<String> components = new ArrayDeque<>();
        Map<String, String> event = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).split(";", 2)[0].toUpperCase(Locale.ROOT);
            String written = line.substring(colon + 1).strip();
            String value = name.equals(SUMMARY) ? written : written.toUpperCase(Locale.ROOT);
            if (name.equals("BEGIN")) {
                components.push(value);
            } else if (name.equals("END")) {
                components.poll();
                if (value.equals(EVENT)) {
                    addDays(event, days);
                    event.clear();
                }
            } else if (EVENT.equals(components.peek())) {
                event.put(name, value);
            }
        }
        return days;
    }

    private static void addDays(Map<String, String> event, NavigableMap<LocalDate, String> days) {
        boolean fromMidnight = event.getOrDefault("DTEND", "").endsWith(MIDNIGHT);
        String start = date(event.getOrDefault("DTSTART", ""), fromMidnight);
        if (start.length() != DATE_LENGTH || "CANCELLED".equals(event.get("STATUS"))) {
            return;
        }
        if (event.containsKey("RRULE") || event.containsKey("RDATE")) {
            throw new IllegalArgumentException(
                    "the event of " + start + " comes back by a rule; expected one event for each date");
        }
        try {
            LocalDate first = day(start);
            String end = date(event.getOrDefault("DTEND", ""), fromMidnight);
            // The end is the day after the last (section 3.8.2.2). Some files give the only day of an event twice.
            LocalDate after = end.isEmpty() || end.equals(start)
                    ? first.plus(Period.parse(event.getOrDefault("DURATION", "P1D")))
                    : day(end);
            if (!after.isAfter(first)) {
                throw new IllegalArgumentException("the event of " + start + " ends before it starts");
            }
            if (after.isAfter(first.plusDays(LONGEST_EVENT_DAYS))) {
                throw new IllegalArgumentException("the event of " + start + " is longer than a year");
            }
            for (LocalDate day = first; day.isBefore(after); day = day.plusDays(1)) {
                days.put(day, summary(event));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the event of " + start + " has a date that cannot be read", e);
        }
    }

    /// A local midnight is the date.
    private static String date(String text, boolean fromMidnight) {
        return fromMidnight && text.endsWith(MIDNIGHT) ? text.substring(0, text.length() - MIDNIGHT.length()) : text;
    }

    /// Text has its commas and semicolons escaped (section 3.3.11).
    private static String summary(Map<String, String> event) {
        return event.getOrDefault(SUMMARY, "").replaceAll("\\\\([,;\\\\])", "$1");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not in UTF-8; expected that encoding", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }
}
