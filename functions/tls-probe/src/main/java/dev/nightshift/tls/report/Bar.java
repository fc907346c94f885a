package dev.nightshift.tls.report;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A certificate in the time line, however many endpoints show it; or an endpoint that showed none.
///
/// @param id what endpoints with the same certificate have in common
/// @param expiry empty where no certificate was seen
/// @param row of the table, the first that is about it
/// @param rows how many are
record Bar(String id, String name, Severity severity, String headline, Optional<Expiry> expiry, int row, int rows) {
    private static final Comparator<Bar> SOONEST_FIRST =
            Comparator.comparing(bar -> bar.expiry().map(Expiry::notAfter).orElse(Instant.MAX));

    /// One that no row is about yet.
    Bar(String id, String name, Severity severity, String headline, Optional<Expiry> expiry) {
        this(id, name, severity, headline, expiry, 0, 0);
    }

    /// One for each certificate, the soonest end first, and what has none last.
    static List<Bar> of(List<Row> rows) {
        Map<String, Bar> bars = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            for (Bar bar : rows.get(row).bars()) {
                Bar shown = new Bar(bar.id, bar.name, bar.severity, bar.headline, bar.expiry, row, 1);
                bars.merge(bar.id, shown, Bar::and);
            }
        }
        return bars.values().stream().sorted(SOONEST_FIRST).toList();
    }

    /// The worse of both, with the rows of both.
    private Bar and(Bar later) {
        Bar worse = severity.compareTo(later.severity) >= 0 ? this : later;
        return new Bar(id, name, worse.severity, worse.headline, worse.expiry, row, rows + later.rows);
    }
}
