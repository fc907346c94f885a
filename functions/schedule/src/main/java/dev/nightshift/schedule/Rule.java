package dev.nightshift.schedule;

import java.time.LocalDate;
import java.util.List;

/// What a schedule says about a local day, in local time: all that is known without a zone.
sealed interface Rule permits StopWindows, RunningPeriods, StartTimes, Always {
    /// What holds where no span says otherwise. Of spans, one that says `RUNNING` wins.
    State otherwise();

    /// Why it does, for people.
    String otherwiseReason();

    /// Its special days.
    Holidays holidays();

    /// Whether it says the same every week, apart from special days.
    boolean isWeekly();

    /// The same without special days.
    Rule withoutHolidays();

    /// Adds what is said about parts of the day.
    void addSpans(LocalDate day, List<Span> spans);
}
