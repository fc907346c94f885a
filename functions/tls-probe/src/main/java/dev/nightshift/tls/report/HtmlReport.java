package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.target.TargetList.BadLine;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A [Report] for people: one page that needs nothing else, sortable, readable on a phone.
///
/// What servers said stands in it only between tags and escaped, and the page's own policy lets no script run but the
/// one whose digest it names.
public final class HtmlReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String PAGE = resource("report.html");
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlReport() {}

    /// The page.
    public static String of(Report report) {
        String title =
                report.verdicts().size() == 1 ? "1 endpoint" : report.verdicts().size() + " endpoints";
        return fill(
                PAGE,
                Map.of(
                        "title", "Certificates of " + title,
                        "at", html(report.at().toString()),
                        "style", STYLE,
                        "script", SCRIPT,
                        "digest", sha256(SCRIPT),
                        "counts", counts(report),
                        "timeline", TimeLine.svg(report),
                        "rows", rows(report),
                        "problems", problems(report)));
    }

    private static String counts(Report report) {
        return report.counts().entrySet().stream()
                .map(count -> "<li class=\"" + style(count.getKey()) + "\"><b>" + count.getValue() + "</b> "
                        + style(count.getKey()) + "</li>")
                .collect(Collectors.joining());
    }

    private static String rows(Report report) {
        return IntStream.range(0, report.verdicts().size())
                .mapToObj(rank -> row(rank, report.verdicts().get(rank)))
                .collect(Collectors.joining());
    }

    /// @param rank of the row when the worst stands first
    private static String row(int rank, Verdict verdict) {
        Optional<Expiry> expiry = verdict.expiry();
        String days = expiry.map(end -> String.valueOf(end.daysRemaining())).orElse("");
        String date =
                expiry.map(end -> end.notAfter().toString().substring(0, 10)).orElse("");
        String severity = style(verdict.severity());
        return "<tr class=\"" + severity + "\">"
                + cell("State", String.valueOf(rank), "<strong>" + html(verdict.headline()) + "</strong>")
                + cell("Days", days.isEmpty() ? "999999" : days, days.isEmpty() ? "unknown" : days)
                + cell("Ends", date.isEmpty() ? "9" : date, date.isEmpty() ? "unknown" : date)
                + cell(
                        "Endpoint",
                        html(verdict.target().label()),
                        html(verdict.target().label()))
                + cell("Certificate", "", certificates(verdict))
                + cell("Findings", "", findings(verdict))
                + "</tr>\n";
    }

    private static String certificates(Verdict verdict) {
        return verdict.addresses().stream()
                .flatMap(address -> address.certificate().stream())
                .distinct()
                .map(HtmlReport::certificate)
                .collect(Collectors.joining());
    }

    private static String certificate(Leaf leaf) {
        String names = leaf.nameCount() == 1 ? "1 name" : leaf.nameCount() + " names";
        return "<div title=\"SHA-256 " + leaf.sha256() + "\">" + html(leaf.subject()) + " <small>by "
                + html(leaf.issuer()) + ", " + names + "</small></div>";
    }

    private static String findings(Verdict verdict) {
        List<Finding> findings = verdict.allFindings();
        return findings.isEmpty()
                ? ""
                : findings.stream()
                        .map(finding -> "<li>" + html(finding.fault().name()) + " <small>" + html(finding.detail())
                                + "</small></li>")
                        .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String problems(Report report) {
        return lines("problems", report.badLines().stream().map(BadLine::toString))
                + lines("notes", report.notes().stream());
    }

    private static String lines(String style, Stream<String> lines) {
        String items = lines.map(line -> "<li>" + html(line) + "</li>").collect(Collectors.joining());
        return items.isEmpty() ? "" : "<ul class=\"" + style + "\">" + items + "</ul>";
    }

    /// @param key what the page sorts by
    private static String cell(String label, String key, String content) {
        return "<td data-label=\"" + label + "\" data-key=\"" + key + "\">" + content + "</td>";
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

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
