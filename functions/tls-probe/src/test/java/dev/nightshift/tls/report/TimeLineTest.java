package dev.nightshift.tls.report;

import static dev.nightshift.tls.report.Seen.down;
import static dev.nightshift.tls.report.Seen.report;
import static dev.nightshift.tls.report.Seen.serving;
import static dev.nightshift.tls.report.Seen.sharing;
import static dev.nightshift.tls.report.Seen.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Verdict;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeLineTest {
    private static final Pattern GROUP = Pattern.compile("<h3><a [^>]*>(.*?)</a> <small>(\\d+)</small></h3>");

    @Test
    void whatIsOverEndsLeftOfTodayAndSaysSo() {
        assertThat(lines(report(serving("a.test", -15))))
                .singleElement()
                .asString()
                .contains("<b class=\"badge\">expired</b> 15 d ago")
                .contains("<rect x=\"8.33%\" width=\"8.33%\"")
                .contains("<use href=\"#critical\" x=\"8.33%\"");
    }

    @Test
    void whatIsGoodEndsRightOfTodayAndSaysHowLong() {
        assertThat(lines(report(serving("a.test", 60))))
                .singleElement()
                .asString()
                .contains(
                        "<time datetime=\"2026-07-31T12:00:00Z\" title=\"Friday, 31 July 2026, 12:00:00 UTC\">60 d left</time>")
                .contains("<rect x=\"16.67%\" width=\"41.67%\"")
                .contains("<use href=\"#ok\" x=\"58.33%\"")
                .doesNotContain("expired");
    }

    @Test
    void todayIsMarkedInEveryLine() {
        Report report = report(serving("a.test", 60), down("b.test", Fault.TCP_REFUSED, ""));

        assertThat(drawing(report))
                .contains("<line class=\"today\" x1=\"16.67%\" x2=\"16.67%\" y2=\"100%\"/>")
                .contains(">today</text><text x=\"16.67%\" y=\"27\">1 Jun</text>");
        assertThat(lines(report)).hasSize(2).allMatch(line -> line.contains("<use href=\"#grid\"/>"));
    }

    @Test
    void whatIsDownHasALineWithoutAnEnd() {
        Report report = report(serving("a.test", 60), down("b.test", Fault.TCP_REFUSED, "Connection refused"));

        assertThat(groups(report)).containsExactly("No certificate seen 1", "Within 90 days 1");
        assertThat(lines(report).getFirst())
                .contains(">b.test:443</a> <b>TCP_REFUSED</b>", "no date", "<line class=\"unseen\" x1=\"16.67%\"")
                .contains("<use href=\"#unknown\"")
                .doesNotContain("<rect");
    }

    @Test
    void whatIsKeptSomewhereHasABarToo() {
        Report report = report().with(List.of(stored("arn:aws:acm:1", "pay.test", 60)), List.of());

        assertThat(lines(report))
                .singleElement()
                .asString()
                .contains(">pay.test</a> <b>RENEWAL_BLOCKED</b>", "60 d left", "<use href=\"#warning\" x=\"58.33%\"");
    }

    @Test
    void endpointsOfOneCertificateAndVerdictAreOneLineNamedByTheFirst() {
        Report report = report(
                sharing("*.a.test", "x.a.test", 60),
                sharing("*.a.test", "b.test", 60, new Finding(Fault.HOSTNAME_MISMATCH, "")),
                sharing("*.a.test", "y.a.test", 60),
                sharing("*.a.test", "z.a.test", 60));

        assertThat(lines(report)).hasSize(2);
        assertThat(lines(report).get(0))
                .contains(
                        "<li class=\"critical\">", ">b.test:443</a> <small>*.a.test</small> <b>HOSTNAME_MISMATCH</b>");
        assertThat(lines(report).get(1))
                .contains("<li class=\"ok\">", ">x.a.test:443</a> <a href=\"#all\" data-filter=\"bar:")
                .contains(">and 2 more</a> <small>*.a.test</small></span>");
    }

    @Test
    void aGroupAndWhatIsFoldedFilterTheTable() {
        String page = HtmlReport.of(report(serving("a.test", 3), down("b.test", Fault.TCP_REFUSED, "")));

        assertThat(page)
                .contains("<h3><a href=\"#all\" data-filter=\"ends:week\">Within 7 days</a>")
                .contains("<h3><a href=\"#all\" data-filter=\"ends:unseen\">No certificate seen</a>")
                .containsPattern("data-words=\"is:critical ends:week bar:[0-9a-f]+\"")
                .containsPattern("data-words=\"is:unknown ends:unseen bar:[0-9a-f]+\"");
    }

    @Test
    void theSoonestEndStandsFirst() {
        Report report = report(
                serving("later.test", 500),
                serving("week.test", 3),
                serving("over.test", -3),
                serving("month.test", 20),
                serving("sooner.test", 2));

        assertThat(groups(report)).containsExactly("Expired 1", "Within 7 days 2", "Within 30 days 1", "Later 1");
        assertThat(lines(report).stream().map(line -> line.replaceAll("(?s).*?\">(\\w+)\\.test:443</a>.*", "$1")))
                .containsExactly("over", "sooner", "week", "month", "later");
    }

    @Test
    void ofALongGroupTheWorstAreShownAndTheOthersCounted() {
        Verdict[] verdicts = IntStream.range(0, 40)
                .mapToObj(i -> serving("h" + i + ".test", 100 + 6 * i))
                .toArray(Verdict[]::new);
        verdicts[39] = serving("last.test", 340, new Finding(Fault.HOSTNAME_MISMATCH, ""));

        assertThat(lines(report(verdicts)))
                .hasSize(9)
                .satisfies(lines -> assertThat(lines.get(7)).contains("last.test:443", "340 d left"))
                .satisfies(lines -> assertThat(lines.get(8)).contains("32 more</a> <small>32 OK</small>"))
                .satisfies(lines -> assertThat(lines.get(8).split("0v1", -1)).hasSize(33));
    }

    @Test
    void aSingleOneIsNotFolded() {
        assertThat(lines(report(IntStream.range(0, 9)
                        .mapToObj(i -> serving("h" + i + ".test", 100))
                        .toArray(Verdict[]::new))))
                .hasSize(9)
                .noneMatch(line -> line.contains("more</a>"));
    }

    @Test
    void thousandsTakeNoMoreRoomThanAHundredAndNoneIsMissing() {
        Report report = Seen.thousands(2_000);

        assertThat(lines(report)).hasSizeLessThanOrEqualTo(7 * 9);
        assertThat(GROUP.matcher(drawing(report))
                        .results()
                        .mapToInt(group -> Integer.parseInt(group.group(2)))
                        .sum())
                .isEqualTo(2_000);
        assertThat(drawing(report)).hasSizeLessThan(50_000);
    }

    private static String drawing(Report report) {
        return TimeLine.of(report.at(), Bar.of(Row.of(report)));
    }

    private static List<String> groups(Report report) {
        return GROUP.matcher(drawing(report))
                .results()
                .map(group -> group.group(1) + " " + group.group(2))
                .toList();
    }

    private static List<String> lines(Report report) {
        return Pattern.compile("<li.*?</li>", Pattern.DOTALL)
                .matcher(drawing(report))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
