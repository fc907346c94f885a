package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.report.Row.Remark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rows of the page's table, the worst first. Each cell says what it is sorted by.
final class Table {
    private Table() {}

    static String rows(Instant at, List<Row> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(rank -> row(at, rank, rows.get(rank)))
                .collect(Collectors.joining());
    }

    private static String row(Instant at, int rank, Row row) {
        String style = HtmlReport.style(row.severity());
        Optional<Expiry> expiry = row.expiry();
        return "<tr id=\"row-" + rank + "\" class=\"" + style + "\" data-words=\"is:" + style + " " + words(at, row)
                + "\">"
                + cell("State", String.valueOf(rank), HtmlReport.mark(style) + " <b>" + html(row.headline()) + "</b>")
                + cell(
                        "Ends",
                        expiry.map(end -> String.valueOf(end.notAfter().getEpochSecond()))
                                .orElse("Infinity"),
                        expiry.map(Table::ends).orElse("unknown"))
                + cell("Where", html(row.place()), html(row.place()))
                + cell("Certificate", "", remarks(row.certificates()))
                + cell("Findings", "", remarks(row.findings()))
                + "</tr>\n";
    }

    /// What links of the page filter by.
    private static String words(Instant at, Row row) {
        return row.bars().stream()
                .flatMap(bar -> Stream.of(TimeLine.word(at, bar), bar.word()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String ends(Expiry end) {
        return HtmlReport.days(end) + " <small>" + Dates.day(end.notAfter()) + "</small>";
    }

    private static String remarks(List<Remark> remarks) {
        return remarks.stream()
                .map(remark -> "<div" + (remark.hidden().isEmpty() ? "" : " title=\"" + html(remark.hidden()) + "\"")
                        + ">" + html(remark.text()) + " <small>" + Dates.text(remark.more()) + "</small></div>")
                .collect(Collectors.joining());
    }

    private static String cell(String label, String key, String content) {
        return "<td data-label=\"" + label + "\" data-key=\"" + key + "\">" + content + "</td>";
    }
}
