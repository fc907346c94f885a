package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import dev.nightshift.tls.fault.Severity;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The line of the time line that stands for those of a group that are not shown one by one.
final class Fold {
    private Fold() {}

    /// How many of what, and a stroke for each end, the worst on top.
    ///
    /// @param word by which the table is filtered
    static String of(Instant at, List<Bar> bars, String word) {
        Map<String, Integer> words = new LinkedHashMap<>();
        Map<Severity, Set<String>> strokes = new EnumMap<>(Severity.class);
        for (Bar bar : bars) {
            words.merge(bar.headline(), 1, Integer::sum);
            bar.expiry()
                    .map(end -> "M" + Math.round(10 * Horizon.percent(at, end.notAfter())) + " 0v1")
                    .ifPresent(stroke -> strokes.computeIfAbsent(bar.severity(), _ -> new LinkedHashSet<>())
                            .add(stroke));
        }
        String text = words.entrySet().stream()
                .map(count -> count.getValue() + " " + html(count.getKey()))
                .collect(Collectors.joining(", "));
        StringBuilder paths = new StringBuilder();
        strokes.forEach((severity, ends) -> paths.append(
                "<path class=\"%s\" d=\"%s\"/>".formatted(HtmlReport.style(severity), String.join("", ends))));
        return "<li><span>%s <small>%s</small></span><span></span>%s</li>\n"
                .formatted(
                        HtmlReport.filtering(word, bars.size() + " more"),
                        text,
                        TimeLine.drawn("<svg y=\"5\" height=\"14\" viewBox=\"0 0 1000 1\" preserveAspectRatio=\"none\">"
                                + paths + "</svg>"));
    }
}
