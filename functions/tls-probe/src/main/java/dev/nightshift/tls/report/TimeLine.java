package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What expires when, as a drawing: one bar for each certificate, from now to its end, the soonest on top.
///
/// Places are percentages and sizes of text are not, so that it is as readable on a phone as on a desk.
final class TimeLine {
    private static final int MOST_BARS = 40;
    private static final int LABEL_CHARACTERS = 60;
    private static final int AXIS_PIXELS = 22;
    private static final int ROW_PIXELS = 34;
    private static final int MOST_TICKS = 4;
    // How wide the name of a month is on a phone.
    private static final double MONTH_PERCENT = 20;
    // A certificate that ended years ago, or one for decades, would leave no room for the others:
    // its bar is cut.
    private static final Duration MOST_BEFORE = Duration.ofDays(60);
    private static final Duration LEAST_AHEAD = Duration.ofDays(60);
    private static final Duration MOST_AHEAD = Duration.ofDays(400);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ROOT);

    /// A certificate with its end, and how many endpoints show it.
    private record Bar(String name, Expiry expiry, Severity severity, int endpoints) {
        Bar and(Bar other) {
            return new Bar(
                    name,
                    expiry,
                    severity.compareTo(other.severity) >= 0 ? severity : other.severity,
                    endpoints + other.endpoints);
        }
    }

    private final Instant at;
    private final Instant from;
    private final Instant to;

    private TimeLine(Instant at, List<Bar> bars) {
        this.at = at;
        Instant first = bars.getFirst().expiry().notAfter();
        Instant last = bars.getLast().expiry().notAfter();
        this.from = earlier(at, later(first, at.minus(MOST_BEFORE)));
        this.to = later(at.plus(LEAST_AHEAD), earlier(last, at.plus(MOST_AHEAD)));
    }

    static String svg(Report report) {
        List<Bar> all = bars(report);
        if (all.isEmpty()) {
            return "<p>No certificate was seen.</p>";
        }
        List<Bar> shown = all.subList(0, Math.min(MOST_BARS, all.size()));
        TimeLine line = new TimeLine(report.at(), shown);
        int height = AXIS_PIXELS + ROW_PIXELS * shown.size();
        StringBuilder svg =
                new StringBuilder("<svg role=\"img\" aria-label=\"What expires when\" height=\"" + height + "\">\n");
        svg.append(line.ticks(height));
        for (int i = 0; i < shown.size(); i++) {
            svg.append(line.bar(shown.get(i), AXIS_PIXELS + ROW_PIXELS * i));
        }
        svg.append("</svg>\n");
        int more = all.size() - shown.size();
        return more == 0 ? svg.toString() : svg + "<p><small>" + more + " more end later.</small></p>\n";
    }

    /// One for each certificate, whatever the number of its endpoints and addresses.
    private static List<Bar> bars(Report report) {
        Map<String, Bar> byFingerprint = new LinkedHashMap<>();
        for (Verdict verdict : report.verdicts()) {
            Map<String, Bar> ofVerdict = new LinkedHashMap<>();
            for (AddressVerdict address : verdict.addresses()) {
                address.certificate()
                        .ifPresent(leaf -> ofVerdict.put(
                                leaf.sha256(),
                                new Bar(leaf.subject(), address.expiry().orElseThrow(), address.severity(), 1)));
            }
            ofVerdict.forEach((fingerprint, bar) -> byFingerprint.merge(fingerprint, bar, Bar::and));
        }
        List<Bar> bars = new ArrayList<>(byFingerprint.values());
        bars.sort(Comparator.comparing(bar -> bar.expiry().notAfter()));
        return bars;
    }

    private String bar(Bar bar, int y) {
        double now = percent(at);
        double end = percent(bar.expiry().notAfter());
        String endpoints = bar.endpoints() == 1 ? "" : " (" + bar.endpoints() + " endpoints)";
        String label = Text.printable(bar.name(), LABEL_CHARACTERS) + endpoints + ", " + days(bar.expiry());
        String title = bar.name() + endpoints + ": until " + bar.expiry().notAfter() + ", by "
                + bar.expiry().limitedBy();
        return """
                <g class="%s"><title>%s</title><text x="%s" dx="6" y="%d">%s</text>\
                <rect x="%s" y="%d" width="%s" height="7" rx="2"/></g>
                """.formatted(
                        HtmlReport.style(bar.severity()),
                        html(title),
                        places(now),
                        y + 14,
                        html(label),
                        places(Math.min(now, end)),
                        y + 19,
                        places(Math.max(0.5, Math.abs(end - now))));
    }

    /// The first of some months, and now.
    private String ticks(int height) {
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC).withDayOfMonth(1);
        LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
        long step = Math.max(1, (ChronoUnit.MONTHS.between(first, last) + MOST_TICKS - 1) / MOST_TICKS);
        StringBuilder ticks = new StringBuilder();
        double free = 0;
        for (LocalDate month = first.plusMonths(1); !month.isAfter(last); month = month.plusMonths(step)) {
            double x = percent(month.atStartOfDay().toInstant(ZoneOffset.UTC));
            ticks.append(line("month", x, height));
            boolean atEnd = x > 100 - MONTH_PERCENT;
            double begin = atEnd ? x - MONTH_PERCENT : x;
            if (begin >= free) {
                ticks.append("<text class=\"tick\" text-anchor=\"%s\" x=\"%s\" y=\"11\">%s</text>%n"
                        .formatted(atEnd ? "end" : "start", places(x), MONTH.format(month)));
                free = begin + MONTH_PERCENT;
            }
        }
        return ticks + line("now", percent(at), height);
    }

    private static String line(String style, double x, int height) {
        return "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"14\" y2=\"%d\"/>%n"
                .formatted(style, places(x), places(x), height);
    }

    private double percent(Instant instant) {
        double seconds = Duration.between(from, instant).toSeconds();
        return Math.clamp(100 * seconds / Duration.between(from, to).toSeconds(), 0, 100);
    }

    private static String days(Expiry expiry) {
        long days = expiry.daysRemaining();
        return days < 0 ? "over for " + -days + " d" : days + " d left";
    }

    private static String places(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
