package dev.nightshift.site;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Public holidays of countries and their parts, as Jollyday knows them.
final class CountryHolidays {
    private CountryHolidays() {}

    /// The days off of some years with their English names; where a holiday is observed on another day, that day.
    ///
    /// @param code an ISO 3166 code, such as `DE`, `DE-BY` or `US-NY`
    /// @throws IllegalArgumentException for a country or part that is not known, saying which are
    static NavigableMap<LocalDate, String> days(String code, Years years) {
        String[] parts = code.toLowerCase(Locale.ROOT).split("-", -1);
        if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("no such country; expected an ISO 3166 code such as DE, DE-BY or US-NY");
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
        String[] regions = Arrays.copyOfRange(parts, 1, parts.length);
        CalendarHierarchy place = manager.getCalendarHierarchy();
        for (String region : regions) {
            CalendarHierarchy part = place.getChildren().get(region);
            if (part == null) {
                throw new IllegalArgumentException("\"%s\" is no part of it with holidays of its own; there are %s"
                        .formatted(
                                region.toUpperCase(Locale.ROOT),
                                String.join(
                                                ", ",
                                                new TreeSet<>(
                                                        place.getChildren().keySet()))
                                        .toUpperCase(Locale.ROOT)));
            }
            place = part;
        }
        NavigableMap<LocalDate, String> days = new TreeMap<>();
        for (int year = years.first(); year <= years.last(); year++) {
            for (Holiday holiday : manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, regions)) {
                days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH));
            }
        }
        return days;
    }
}
