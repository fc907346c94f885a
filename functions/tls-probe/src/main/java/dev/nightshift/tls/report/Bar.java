package dev.nightshift.tls.report;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A certificate and a verdict about it in the time line, however many endpoints have both; or an endpoint that showed
/// none.
///
/// @param id what endpoints with the same certificate have in common
/// @param name of the first endpoint, as in the table, or of a stored certificate
/// @param certificate its name, where that says more, and what it is limited by
/// @param expiry empty where no certificate was seen
/// @param row of the table, the first that is about it
/// @param rows how many are
record Bar(
        String id,
        String name,
        String certificate,
        Severity severity,
        String headline,
        Optional<Expiry> expiry,
        int row,
        int rows) {
    private static final Comparator<Bar> SOONEST_FIRST =
            Comparator.comparing(bar -> bar.expiry().map(Expiry::notAfter).orElse(Instant.MAX));

    /// One that no row is about yet.
    Bar(String id, String name, String certificate, Severity severity, String headline, Optional<Expiry> expiry) {
        this(id, name, certificate, severity, headline, expiry, 0, 0);
    }

    /// One for each certificate and verdict, the soonest end first, and what has none last.
    static List<Bar> of(List<Row> rows) {
        Map<String, Bar> bars = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            for (Bar bar : rows.get(row).bars()) {
                Bar shown = new Bar(bar.id, bar.name, bar.certificate, bar.severity, bar.headline, bar.expiry, row, 1);
                bars.merge(bar.key(), shown, Bar::and);
            }
        }
        return bars.values().stream().sorted(SOONEST_FIRST).toList();
    }

    /// What it has in common with those that it is drawn together with.
    String key() {
        return id + " " + headline;
    }

    /// By which the table's filter finds its rows.
    String word() {
        return "bar:" + Integer.toHexString(key().hashCode());
    }

    private Bar and(Bar later) {
        return new Bar(id, name, certificate, severity, headline, expiry, row, rows + later.rows);
    }
}
