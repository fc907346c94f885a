package dev.nightshift.local.ops.schedule.imports;

import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of a tag that Cloud Custodian's `offhour` and `onhour` filters read.
///
/// Facts: "Tag Based Configuration" and "ScheduleParser Time Specifications", c7n.filters.offhours.
///
/// @param off hours of the week; none where the policy's default counts
/// @param on the same for starts
/// @param zone as written; none where the policy's counts
record CustodianTag(Optional<NavigableSet<Integer>> off, Optional<NavigableSet<Integer>> on, Optional<String> zone) {
    static final String SHAPE = "expected nothing, on, off, or parts such as off=(M-F,19);on=(M-F,7);tz=pt";

    private static final String OFF = "off";
    private static final String DAYS = "mtwhfsu";
    private static final Pattern SPECIFICATION = Pattern.compile("\\(?([mtwhfsu])(?:-([mtwhfsu]))?,(\\d{1,2})\\)?");

    /// The value as Custodian reads it: in lower case, with what is escaped for services that allow few characters.
    static String normal(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        for (char escaped : "()[],;=/-".toCharArray()) {
            text = text.replace("u" + Integer.toHexString(escaped), String.valueOf(escaped));
        }
        return text.replaceAll("^['\"]+|['\"]+$", "");
    }

    static boolean isOptOut(String value) {
        return normal(value).equals(OFF);
    }

    static boolean isDefault(String value) {
        return normal(value).isEmpty() || normal(value).equals("on");
    }

    /// @throws IllegalArgumentException for what Custodian does not read as a schedule
    static CustodianTag parse(String value) {
        CustodianTag tag = new CustodianTag(Optional.empty(), Optional.empty(), Optional.empty());
        if (isDefault(value)) {
            return tag;
        }
        for (String part : normal(value).split(";", -1)) {
            if (!part.isEmpty()) {
                tag = tag.with(part);
            }
        }
        return tag;
    }

    private CustodianTag with(String part) {
        String[] keyAndValue = part.split("=", -1);
        if (keyAndValue.length != 2) {
            throw new IllegalArgumentException("\"" + part + "\" is no part of a schedule; " + SHAPE);
        }
        String value = keyAndValue[1];
        return switch (keyAndValue[0]) {
            case OFF -> new CustodianTag(Optional.of(hours(value)), on, zone);
            case "on" -> new CustodianTag(off, Optional.of(hours(value)), zone);
            case "tz" -> new CustodianTag(off, on, value.isEmpty() ? zone : Optional.of(value));
            default -> throw new IllegalArgumentException("\"" + keyAndValue[0] + "\" is not off, on or tz; " + SHAPE);
        };
    }

    private static NavigableSet<Integer> hours(String text) {
        NavigableSet<Integer> hours = new TreeSet<>();
        String list = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        for (String item : list.split("(?<=\\)),", -1)) {
            Matcher specification = SPECIFICATION.matcher(item);
            int hour = specification.matches() ? Integer.parseInt(specification.group(3)) : WeekHours.DAY;
            if (hour >= WeekHours.DAY) {
                throw new IllegalArgumentException(
                        "\"" + item + "\" is no time; expected days of M, T, W, H, F, S, U and"
                                + " an hour from 0 to 23, such as (M-F,19)");
            }
            int first = DAYS.indexOf(specification.group(1));
            int last = specification.group(2) == null ? first : DAYS.indexOf(specification.group(2));
            for (int day = first; day <= (last < first ? last + DAYS.length() : last); day++) {
                hours.add(day % DAYS.length() * WeekHours.DAY + hour);
            }
        }
        return hours;
    }
}
