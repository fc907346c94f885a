package dev.nightshift.tls.report;

import static dev.nightshift.tls.report.Seen.down;
import static dev.nightshift.tls.report.Seen.report;
import static dev.nightshift.tls.report.Seen.serving;
import static dev.nightshift.tls.report.Seen.sharing;
import static dev.nightshift.tls.report.Seen.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {
    private static final String HOSTILE = "</script><script>alert('x')</script>{{rows}}\u001b[2J\u202e\"&";
    private static final Report ALL = Report.of(
                    Seen.NOW,
                    List.of(serving("good.test", 60), serving("over.test", -3), down("down.test", Fault.NOT_TLS, "")),
                    List.of(new BadLine(3, "b..test", "expected a host name")))
            .with(List.of(stored("arn:aws:acm:1", "kept.test", 20)), List.of("a note"));

    @Test
    void theTimeLineStandsBeforeTheNotesAndTheseBeforeTheTable() {
        assertThat(HtmlReport.of(ALL))
                .containsSubsequence("<ul class=\"counts\">", "What expires when", "b..test", "a note", "<table>");
    }

    @Test
    void everythingIsInTheTableTheWorstFirst() {
        assertThat(HtmlReport.of(ALL))
                .contains("3 endpoints and 1 stored certificate, as of")
                .containsSubsequence(
                        "<tbody>",
                        "<b>EXPIRED</b>",
                        "<b class=\"badge\">expired</b> 3 d ago <small><time datetime=\"2026-05-29T12:00:00Z\""
                                + " title=\"Friday, 29 May 2026, 12:00:00 UTC\">29 May 2026</time></small>",
                        "<b>NOT_TLS</b>",
                        "unknown",
                        "<b>RENEWAL_BLOCKED</b>",
                        "20 d left",
                        "arn:aws:acm:1",
                        "<b>OK</b>",
                        "60 d left");
    }

    @ParameterizedTest
    @CsvSource({"critical, 1", "unknown, 1", "warning, 1", "notice, 0", "ok, 1"})
    void everySeverityIsCountedAndHasAShapeBesideItsColour(String severity, int count) {
        String page = HtmlReport.of(ALL);

        assertThat(page)
                .contains("<li class=\"" + severity + "\"><a href=\"#all\" data-filter=\"is:" + severity
                        + "\"><svg class=\"mark\" viewBox=\"-9 -9 18 18\" "
                        + "aria-hidden=\"true\"><use href=\"#" + severity + "\"/></svg> <b>" + count + "</b> "
                        + severity)
                .contains("<g id=\"" + severity + "\">");
    }

    @Test
    void everyLinkLeadsToAPlaceOfThePageAndNothingIsLoaded() {
        String page = HtmlReport.of(ALL);

        assertThat(page).doesNotContainPattern("(?i)\\ssrc=|<link|@import|url\\(|https?:");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(page).results().map(link -> link.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(page).as(link).contains(link.replaceFirst("#", "id=\"") + "\""));
    }

    @Test
    void whatTheFirstColumnSaysIsNotRepeatedAndDatesAreForPeople() {
        Finding over = new Finding(Fault.CHAIN_EXPIRED, "Int ended 2026-05-29T12:00:00Z, or 2026-02-31T12:00:00Z");

        assertThat(HtmlReport.of(report(serving("a.test", 60, over))))
                .contains(
                        "data-label=\"Findings\" data-key=\"\"><div> <small>Int ended <time datetime=\"2026-05-29T12:00:00Z\"")
                .contains(">29 May 2026</time>, or 2026-02-31T12:00:00Z</small>");
    }

    @Test
    void theTableIsSortedByButtonsAndSaysHow() {
        assertThat(HtmlReport.of(ALL))
                .contains("<th aria-sort=\"ascending\"><button type=\"button\">State</button></th>")
                .contains("<th><button type=\"button\">Ends</button></th>")
                .contains("data-key=\"Infinity\">unknown</td>")
                .contains("data-key=\"" + Seen.NOW.minusSeconds(3 * 86_400).getEpochSecond() + "\"");
    }

    @Test
    void whatServersAndServicesSayIsHarmless() {
        Report report = report(sharing(HOSTILE, "a.test", 60), down("b.test", Fault.STARTTLS_REFUSED, HOSTILE))
                .with(List.of(stored(HOSTILE, HOSTILE, 5)), List.of(HOSTILE));
        String page = HtmlReport.of(report);

        assertThat(page.split("<script", -1)).as("scripts: the page's own").hasSize(2);
        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{rows}} [2J");
    }

    @Test
    void noScriptButItsOwnMayRun() throws NoSuchAlgorithmException {
        String page = HtmlReport.of(ALL);
        String script = page.substring(page.indexOf("<script>") + "<script>".length(), page.indexOf("</script>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));

        assertThat(page)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'\"");
    }

    @Test
    void thousandsFitIntoAPageThatCanBeMailed() {
        assertThat(HtmlReport.of(Seen.thousands(2_000))).hasSizeLessThan(2_000_000);
    }
}
