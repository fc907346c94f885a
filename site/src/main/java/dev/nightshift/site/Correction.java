package dev.nightshift.site;

import java.time.LocalDate;
import java.util.Map;

/// A day that a country has, or has not, other than Jollyday says.
record Correction(LocalDate day, boolean isHoliday) {
    /// Reads `+2026-10-12` or `-2026-12-23`.
    static Correction parse(String text) {
        return new Correction(LocalDate.parse(text.substring(1)), text.charAt(0) == '+');
    }

    void apply(Map<LocalDate, String> days) {
        if (isHoliday) {
            days.putIfAbsent(day, "public holiday");
        } else {
            days.remove(day);
        }
    }
}
