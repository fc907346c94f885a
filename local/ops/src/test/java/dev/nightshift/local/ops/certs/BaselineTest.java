package dev.nightshift.local.ops.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.report.JsonReport;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "a:b@10, a:b@10, ''",
        "a:b@10, a:b@5, ''",
        "a:b@10, a:b:c@5, ''",
        "a:b@10, a@5, NAME_LOST: no longer good for b",
        "a@10, a@20, 'OLDER_CERTIFICATE: valid from 2026-05-12T12:00:00Z, and the one before from 2026-05-22T12:00:00Z'",
        // Several take turns.
        "a@10 a@20, a@20, ''",
        "a@10 a@20, a@30, ''",
        "a@10, a@20 a@10, ''",
        "a:b@10 a:c@11, a:c@11 a:b@10, ''",
        "a:b@10 a:c@11, a:c@5, ''",
        "a:b@10 a:c@11, a@5, NAME_LOST: no longer good for b"
    })
    void anEndpointIsComparedWithWhatItServed(String before, String now, String expected) throws IOException {
        Report report = baseline(Report.of(NOW, List.of(endpoint(before)), List.of()))
                .compare(Report.of(NOW, List.of(endpoint(now)), List.of()));

        assertThat(report.notes()).isEmpty();
        assertThat(report.verdicts().getFirst().findings())
                .extracting(Finding::toString)
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void whatItDoesNotHaveIsNotComparedAndThatIsSaid() throws IOException {
        Verdict down = new Verdict(
                Target.of("a.test", 443, Protocol.HTTPS), List.of(), List.of(new Finding(Fault.DNS_TIMEOUT, "")));
        Baseline baseline = baseline(Report.of(NOW, List.of(down), List.of()));

        Report report = baseline.compare(
                Report.of(NOW, List.of(endpoint("a@1")), List.of()).withFiles(List.of(file("b.pem", "", "b@1"))));

        assertThat(report.notes())
                .containsExactly(
                        folder.resolve("report.json") + " has no certificate of a.test:443: it is not compared",
                        folder.resolve("report.json") + " has no certificate of b.pem: it is not compared");
        assertThat(report.isFine()).isTrue();
        assertThat(baseline(report)
                        .compare(Report.of(NOW, List.of(down), List.of()))
                        .notes())
                .isEmpty();
    }

    @Test
    void filesAreComparedByAliasAndElseBySubject() throws IOException {
        Baseline baseline = baseline(Report.of(NOW, List.of(), List.of())
                .withFiles(List.of(
                        file("one.pem", "", "a:b@10"),
                        file("s.p12", "alias x", "x:y@10"),
                        file("all.pem", "certificate 1", "c:d@10"),
                        file("all.pem", "certificate 2", "e:f@10"))));

        Report report = baseline.compare(Report.of(NOW, List.of(), List.of())
                .withFiles(List.of(
                        file("one.pem", "", "a@5"),
                        file("s.p12", "alias x", "x@5"),
                        file("all.pem", "certificate 1", "new@5"),
                        file("all.pem", "certificate 2", "c@5"),
                        file("all.pem", "certificate 3", "e:f@10"))));

        assertThat(report.files())
                .extracting(file -> file.label() + " " + file.findings())
                .containsExactlyInAnyOrder(
                        "one.pem [NAME_LOST: no longer good for b]",
                        "s.p12, alias x [NAME_LOST: no longer good for y]",
                        "all.pem, certificate 1 []",
                        "all.pem, certificate 2 [NAME_LOST: no longer good for d]",
                        "all.pem, certificate 3 []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty: expected the JSON of an earlier run",
                "hello|expected what `ops certs --json` printed in an earlier run: \"hello\": is not JSON",
                "[]|expected what `ops certs --json` printed in an earlier run",
                "{}|v: is missing",
                "{\"v\": 2, \"endpoints\": []}|v: \"2\": expected version 1",
                "{\"v\": 1}|endpoints: expected a list"
            })
    void whatIsNoReportIsRefused(String text, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("b.json"), text);

        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(expected);
    }

    /// Without what a certificate's usages and authority were.
    @Test
    void aReportOfAnEarlierVersionIsRead() throws IOException {
        String json = JsonReport.of(Report.of(NOW, List.of(endpoint("a:b@10")), List.of()))
                .replace(",\"authority\":\"Acme\",\"usages\":[\"1.3.6.1.5.5.7.3.1\"]", "");
        assertThat(json).doesNotContain("authority");
        Path file = Files.writeString(folder.resolve("old.json"), json);

        assertThat(Baseline.read(file)
                        .compare(Report.of(NOW, List.of(endpoint("a@5")), List.of()))
                        .verdicts()
                        .getFirst()
                        .findings())
                .extracting(Finding::fault)
                .containsExactly(Fault.NAME_LOST);
    }

    private Baseline baseline(Report report) throws IOException {
        return Baseline.read(Files.writeString(folder.resolve("report.json"), JsonReport.of(report)));
    }

    /// @param addresses such as `NAME:NAME@DAYS`: how many days ago each certificate began
    private static Verdict endpoint(String addresses) {
        List<Leaf> leaves = Pattern.compile(" ")
                .splitAsStream(addresses)
                .map(BaselineTest::leaf)
                .toList();
        return new Verdict(
                Target.of("a.test", 443, Protocol.HTTPS),
                IntStream.range(0, leaves.size())
                        .mapToObj(i -> new AddressVerdict(
                                InetAddress.ofLiteral("192.0.2." + (i + 1)),
                                Optional.of(leaves.get(i)),
                                Optional.of(expiry(leaves.get(i))),
                                List.of()))
                        .toList(),
                List.of());
    }

    private static FileVerdict file(String name, String entry, String leaf) {
        return new FileVerdict(name, entry, List.of(leaf(leaf)), Optional.of(expiry(leaf(leaf))), List.of());
    }

    private static Expiry expiry(Leaf leaf) {
        return Expiry.of(leaf.notBefore(), leaf.notAfter(), leaf.subject(), Thresholds.DEFAULT, NOW);
    }

    private static Leaf leaf(String text) {
        int at = text.indexOf('@');
        List<String> names =
                Pattern.compile(":").splitAsStream(text.substring(0, at)).toList();
        Instant begin = NOW.minus(Duration.ofDays(Integer.parseInt(text.substring(at + 1))));
        return new Leaf(
                names.getFirst(),
                "Acme Int",
                "01",
                text,
                begin,
                begin.plus(Duration.ofDays(90)),
                names,
                names.size(),
                "Acme",
                List.of("1.3.6.1.5.5.7.3.1"));
    }
}
