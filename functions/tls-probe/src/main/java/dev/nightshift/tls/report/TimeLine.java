package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import dev.nightshift.tls.expiry.Expiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What expires when, as a drawing: one line for each certificate with a bar from today to its end, grouped by how far
/// away that is.
///
/// Words stand beside the drawing of each line and not in it, so that they can be read aloud, found and wrapped. Of a
/// long group the worst are shown, and the others folded into one line that says how many of what they are, and when.
final class TimeLine {
    private static final int MOST_LINES = 8;

    private final Instant at;

    private TimeLine(Instant at) {
        this.at = at;
    }

    static String of(Instant at, List<Bar> bars) {
        return new TimeLine(at).drawing(bars);
    }

    private String drawing(List<Bar> bars) {
        Map<Horizon, List<Bar>> ends = new EnumMap<>(Horizon.class);
        List<Bar> unseen = new ArrayList<>();
        for (Bar bar : bars) {
            bar.expiry()
                    .map(end -> ends.computeIfAbsent(Horizon.of(at, end.notAfter()), _ -> new ArrayList<>()))
                    .orElse(unseen)
                    .add(bar);
        }
        StringBuilder drawing = new StringBuilder(Axis.of(at));
        drawing.append(group(Horizon.EXPIRED.title(), ends.getOrDefault(Horizon.EXPIRED, List.of())));
        drawing.append(group("No certificate seen", unseen));
        ends.remove(Horizon.EXPIRED);
        ends.forEach((horizon, group) -> drawing.append(group(horizon.title(), group)));
        return drawing.toString();
    }

    private String group(String title, List<Bar> bars) {
        if (bars.isEmpty()) {
            return "";
        }
        List<Bar> worst = bars.stream()
                .sorted(Comparator.comparing(Bar::severity).reversed())
                // Folding a single one would save nothing.
                .limit(bars.size() == MOST_LINES + 1 ? bars.size() : MOST_LINES)
                .toList();
        StringBuilder lines = new StringBuilder();
        List<Bar> folded = new ArrayList<>();
        for (Bar bar : bars) {
            if (worst.contains(bar)) {
                lines.append(line(bar));
            } else {
                folded.add(bar);
            }
        }
        String word = word(at, bars.getFirst());
        return "<h3>" + HtmlReport.filtering(word, title) + " <small>" + bars.size() + "</small></h3>\n<ol>\n" + lines
                + (folded.isEmpty() ? "" : Fold.of(at, folded, word)) + "</ol>\n";
    }

    /// By which the table's filter finds the rows of a group.
    static String word(Instant at, Bar bar) {
        return "ends:"
                + bar.expiry()
                        .map(end -> Horizon.of(at, end.notAfter()).name().toLowerCase(Locale.ROOT))
                        .orElse("unseen");
    }

    private String line(Bar bar) {
        String others =
                bar.rows() == 1 ? "" : " " + HtmlReport.filtering(bar.word(), "and " + (bar.rows() - 1) + " more");
        String certificate = bar.certificate().isEmpty() ? "" : " <small>" + html(bar.certificate()) + "</small>";
        String tier = bar.expiry().map(end -> end.tier().name()).orElse("");
        String fault = bar.headline().equals(tier) ? "" : " <b>" + html(bar.headline()) + "</b>";
        return "<li class=\"%s\"><span><a href=\"#row-%d\">%s</a>%s%s%s</span>%s%s</li>\n"
                .formatted(
                        HtmlReport.style(bar.severity()),
                        bar.row(),
                        html(bar.name()),
                        others,
                        certificate,
                        fault,
                        when(bar.expiry()),
                        svg(bar));
    }

    private static String when(Optional<Expiry> expiry) {
        return expiry.map(end -> Dates.time(end.notAfter(), HtmlReport.days(end)))
                .orElse("<span>no date</span>");
    }

    private String svg(Bar bar) {
        double today = Horizon.percent(at, at);
        double end = bar.expiry()
                .map(expiry -> Horizon.percent(at, expiry.notAfter()))
                .orElse(today);
        String shape = bar.expiry().isPresent()
                ? "<rect x=\"%s\" width=\"%s\" y=\"9\" height=\"6\"/>"
                        .formatted(Axis.places(Math.min(today, end)), Axis.places(Math.abs(end - today)))
                : "<line class=\"unseen\" x1=\"%s\" x2=\"100%%\" y1=\"12\" y2=\"12\"/>".formatted(Axis.places(today));
        return drawn(shape
                + "<use href=\"#%s\" x=\"%s\" y=\"12\"/>"
                        .formatted(HtmlReport.style(bar.severity()), Axis.places(end)));
    }

    /// A drawing as wide as the axis.
    static String drawn(String shapes) {
        return "<svg aria-hidden=\"true\"><use href=\"#grid\"/>" + shapes + "</svg>";
    }
}
