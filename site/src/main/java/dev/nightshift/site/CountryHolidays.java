package dev.nightshift.site;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Public holidays of countries and their parts, as Jollyday knows them: of those alone for which it agrees with
/// a second source or is corrected (see [Countries]).
final class CountryHolidays {
    private static final String SAMPLES = "such as DE, DE-BY or US";

    private CountryHolidays() {}

    /// The days off of some years with their English names; where a holiday is observed on another day, that day.
    ///
    /// @param code an ISO 3166 code, such as `DE`, `DE-BY` or `US`
    /// @throws IllegalArgumentException for a country, part or year that is not known well enough
    static NavigableMap<LocalDate, String> days(String code, Years years) {
        String name = code.strip().toUpperCase(Locale.ROOT);
        NavigableMap<String, List<Correction>> countries = Countries.accepted();
        List<Correction> corrections = countries.get(name);
        if (corrections == null) {
            throw new IllegalArgumentException(refusal(name, countries));
        }
        if (!corrections.isEmpty() && !Countries.VERIFIED.contains(years)) {
            throw new IllegalArgumentException("its holidays are known here for " + Countries.VERIFIED
                    + " alone; for other years expected ics, with a file that its government publishes");
        }
        String[] parts = name.toLowerCase(Locale.ROOT).split("-", -1);
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
        String[] regions = Arrays.copyOfRange(parts, 1, parts.length);
        NavigableMap<LocalDate, String> days = new TreeMap<>();
        // A Saturday's New Year is observed on the last day of the year before.
        for (int year = years.first() - 1; year <= years.last() + 1; year++) {
            for (Holiday holiday : manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, regions)) {
                days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH));
            }
        }
        corrections.forEach(correction -> correction.apply(days));
        days.keySet().removeIf(day -> !years.contains(day));
        return days;
    }

    private static String refusal(String name, NavigableMap<String, List<Correction>> countries) {
        String country = name.split("-", 2)[0];
        if (!Arrays.asList(Locale.getISOCountries()).contains(country)) {
            return "no such country; expected an ISO 3166 code " + SAMPLES;
        }
        List<String> known = countries.tailMap(country, true).keySet().stream()
                .filter(other -> other.equals(country) || other.startsWith(country + "-"))
                .toList();
        String ics =
                "ics, with a file of holidays that its government or your company publishes, as in ics: holidays.ics";
        boolean differs = name.equals(country) && !known.isEmpty();
        return (differs
                        ? "its parts have holidays of their own; expected "
                        : "its holidays are not known here well enough to stop machines by; expected ")
                + (known.isEmpty() ? ics : String.join(", ", known) + ", or " + ics);
    }
}
