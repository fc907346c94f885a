package dev.nightshift.tls.report;

import dev.nightshift.kit.Sha256;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A [Report] for people: one page that needs nothing else, sortable, readable on a phone.
///
/// What servers said stands in it only between tags and escaped, and the page's own policy lets no script run but the
/// one whose digest it names.
public final class HtmlReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
    private static final String PAGE = resource("report.html");
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlReport() {}

    /// The page.
    public static String of(Report report) {
        List<Row> rows = Row.of(report);
        return fill(
                PAGE,
                Map.of(
                        "what", what(report),
                        "at", report.at().toString(),
                        "day", DAY.format(report.at().atOffset(ZoneOffset.UTC)),
                        "style", STYLE,
                        "script", SCRIPT,
                        "digest", Sha256.base64(SCRIPT),
                        "counts", counts(report),
                        "timeline", TimeLine.of(report.at(), Bar.of(rows)),
                        "problems", problems(report),
                        "rows", Table.rows(report.at(), rows)));
    }

    private static String what(Report report) {
        boolean onlyFiles = report.verdicts().isEmpty() && !report.files().isEmpty();
        return Stream.of(
                        onlyFiles ? "" : number(report.verdicts(), "endpoint"),
                        report.stored().isEmpty() ? "" : number(report.stored(), "stored certificate"),
                        report.files().isEmpty()
                                ? ""
                                : number(report.files(), "entry").replace("entrys", "entries") + " of files")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    private static String number(List<?> things, String name) {
        return things.size() + " " + name + (things.size() == 1 ? "" : "s");
    }

    /// How many there are of each severity, which also says what the marks and colours mean.
    private static String counts(Report report) {
        Map<Severity, Integer> counts = report.counts();
        return Arrays.asList(Severity.values()).reversed().stream()
                .map(severity -> "<li class=\"" + style(severity) + "\">"
                        + filtering(
                                "is:" + style(severity),
                                mark(style(severity)) + " <b>" + counts.getOrDefault(severity, 0) + "</b> "
                                        + style(severity) + " <small>" + meaning(severity) + "</small>")
                        + "</li>\n")
                .collect(Collectors.joining());
    }

    /// A link to the table that leaves only some of its rows.
    ///
    /// @param word that the rows have
    /// @param content HTML
    static String filtering(String word, String content) {
        return "<a href=\"#all\" data-filter=\"" + word + "\">" + content + "</a>";
    }

    private static String meaning(Severity severity) {
        return switch (severity) {
            case OK -> "nothing to do";
            case NOTICE -> "to be planned";
            case WARNING -> "to be done";
            case UNKNOWN -> "could not be seen";
            case CRITICAL -> "clients refuse it, or soon will";
        };
    }

    private static String problems(Report report) {
        return lines("Bad lines", "problems", report.badLines().stream().map(BadLine::toString))
                + lines("Notes", "notes", report.notes().stream());
    }

    private static String lines(String title, String style, Stream<String> lines) {
        String items = lines.map(line -> "<li>" + Dates.text(line) + "</li>").collect(Collectors.joining());
        return items.isEmpty() ? "" : "<h2>" + title + "</h2>\n<ul class=\"" + style + "\">" + items + "</ul>";
    }

    /// A shape besides the colour, for those who cannot tell colours apart.
    static String mark(String style) {
        return "<svg class=\"mark\" viewBox=\"-9 -9 18 18\" aria-hidden=\"true\"><use href=\"#" + style + "\"/></svg>";
    }

    /// What is left, in words.
    static String days(Expiry expiry) {
        long days = expiry.daysRemaining();
        return expiry.tier() == Tier.EXPIRED ? "<b class=\"badge\">expired</b> " + -days + " d ago" : days + " d left";
    }

    static String style(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /// Each placeholder once, so that nothing that stands in a value is taken for one.
    private static String fill(String page, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(page)
                .replaceAll(found -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(found.group(1)))));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
