package dev.nightshift.schedule;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a schedule says about a local day, holidays included.
sealed interface Rule permits StopWindows, RunningPeriods {
    /// What holds where no span says otherwise. Spans that say `RUNNING` win over all others.
    State otherwise();

    /// The state of all of the day where it is known from the date alone, else null: what makes a
    /// search over years cheap.
    @Nullable
    State wholeDay(LocalDate day);

    /// Adds every span that may reach into the day.
    void addSpans(LocalDate day, LocalClock clock, List<Span> spans);

    /// Why the day's state is what it is where no span covers it, for people.
    String reason(LocalDate day);
}
