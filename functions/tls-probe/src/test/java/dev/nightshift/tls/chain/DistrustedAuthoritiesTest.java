package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.verdict.Verdict;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistrustedAuthoritiesTest {
    private static final Identity ROOT = Pki.authority("Entrust Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);

    /// The last good day is that of Greenwich, until its last second.
    @ParameterizedTest
    @CsvSource({
        "2024-11-11T23:59:59Z, AUTHORITY_PHASED_OUT",
        "2024-11-12T00:00:00Z, DISTRUSTED_AUTHORITY",
        "2026-05-01T00:00:00Z, DISTRUSTED_AUTHORITY"
    })
    void whatWasIssuedAfterTheLastGoodDayIsRefused(Instant issued, Fault fault) {
        Chain chain = chain(Pki.server("a.test").from(issued).by(MIDDLE), table("Java | notBefore | 2024-11-11"));

        assertThat(chain.distrust()).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(fault);
            assertThat(finding.detail())
                    .isEqualTo("certificates of Entrust Root are refused by Java if issued after 2024-11-11; this one"
                            + " was issued on " + issued.toString().substring(0, 10));
        });
    }

    /// Browsers go by what logs say, because an authority may put back the date of its own.
    @ParameterizedTest
    @CsvSource({
        "2024-11-01T00:00:00Z, 2024-11-11T23:59:59Z 2024-12-01T00:00:00Z, AUTHORITY_PHASED_OUT",
        "2024-11-01T00:00:00Z, 2024-11-12T00:00:00Z 2024-12-01T00:00:00Z, DISTRUSTED_AUTHORITY",
        "2024-12-01T00:00:00Z, 2024-11-10T00:00:00Z,                      AUTHORITY_PHASED_OUT",
        "2024-12-01T00:00:00Z, '',                                        DISTRUSTED_AUTHORITY"
    })
    void theEarliestTimestampCountsWhereItIsWhatBrowsersGoBy(Instant issued, String logged, Fault fault) {
        Instant[] instants = Arrays.stream(logged.split(" "))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .toArray(Instant[]::new);
        Identity leaf = Pki.server("a.test").from(issued).logged(instants).by(MIDDLE);

        assertThat(chain(leaf, table("Chrome | sct | 2024-11-11")).distrust().map(Finding::fault))
                .hasValue(fault);
    }

    @Test
    void everybodyWhoRefusesIsNamedAndNobodyElse() {
        DistrustedAuthorities table = DistrustedAuthorities.parse(table(ROOT, "Chrome | sct | 2024-11-11")
                + table(ROOT, "Firefox | notBefore | 2024-11-30")
                + table(ROOT, "Apple | notBefore | 2024-11-15"));
        Identity leaf =
                Pki.server("a.test").from(Instant.parse("2024-11-20T00:00:00Z")).by(MIDDLE);

        assertThat(chain(leaf, table).distrust().map(Finding::detail))
                .hasValue("certificates of Entrust Root are refused by Chrome if issued after 2024-11-11, by Apple if"
                        + " issued after 2024-11-15; this one was issued on 2024-11-20");
    }

    @Test
    void anotherAuthorityOfTheSameNameIsNotMeant() {
        Identity other = Pki.authority("Entrust Root").selfSigned();
        Identity leaf = Pki.server("a.test").by(other);

        assertThat(Chain.of(List.of(leaf.certificate()), anchors(other), table("Java | notBefore | 2024-11-11"))
                        .distrust())
                .isEmpty();
    }

    @Test
    void aPathToAnotherAnchorIsTakenInstead() {
        Identity good =
                Pki.authority("Good").until(Pki.NOW.plus(Duration.ofDays(300))).selfSigned();
        Identity crossed = Pki.authority("Middle")
                .keys(MIDDLE.keys())
                .until(Pki.NOW.plus(Duration.ofDays(200)))
                .by(good);
        Identity leaf =
                Pki.server("a.test").until(Pki.NOW.plus(Duration.ofDays(250))).by(MIDDLE);
        List<X509Certificate> served = List.of(leaf.certificate(), MIDDLE.certificate(), crossed.certificate());
        DistrustedAuthorities table = table("Java | notBefore | 2024-11-11");

        Chain chain = Chain.of(served, anchors(ROOT, good), table);

        assertThat(chain.path().orElseThrow().anchor()).isEqualTo(ROOT.certificate());
        assertThat(chain.distrust()).isEmpty();
        assertThat(Chain.of(served, anchors(ROOT), table).distrust().map(Finding::fault))
                .hasValue(Fault.DISTRUSTED_AUTHORITY);
    }

    /// One authority may vouch for another of the same house.
    @Test
    void aPathToAnotherAuthorityThatIsRefusedTooIsNoWayOut() {
        Identity second = Pki.authority("Second").selfSigned();
        Identity crossed = Pki.authority("Middle").keys(MIDDLE.keys()).by(second);
        Identity leaf = Pki.server("a.test").by(MIDDLE);
        DistrustedAuthorities table = DistrustedAuthorities.parse(
                table(ROOT, "Java | notBefore | 2024-11-11") + table(second, "Java | notBefore | 2025-01-01"));

        assertThat(Chain.of(
                                List.of(leaf.certificate(), MIDDLE.certificate(), crossed.certificate()),
                                anchors(ROOT, second),
                                table)
                        .distrust()
                        .map(Finding::fault))
                .hasValue(Fault.DISTRUSTED_AUTHORITY);
    }

    @Test
    void aRefusalIsCriticalAndAnEarlyCertificateIsWell() {
        assertThat(verdict(Instant.parse("2026-05-01T00:00:00Z")).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(verdict(Instant.parse("2026-05-01T00:00:00Z")).headline()).isEqualTo("DISTRUSTED_AUTHORITY");
        assertThat(verdict(Instant.parse("2024-05-01T00:00:00Z")).severity()).isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd Some CA", "> Java | never | 2024-11-11 | a page", "> Java | sct | 2024-11-11"})
    void aLineThatIsNoneIsNamed(String line) {
        assertThatThrownBy(() -> DistrustedAuthorities.parse("# a table\n" + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + line + "\": expected");
    }

    /// The names beside the fingerprints are those of the certificates, as far as this JDK has them.
    @Test
    void theTableThatIsShippedNamesTheAuthoritiesThatHaveItsFingerprints() throws Exception {
        Map<String, String> names = new TreeMap<>();
        try (InputStream file =
                Objects.requireNonNull(DistrustedAuthorities.class.getResourceAsStream("distrusted-authorities.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{64} .*"))
                    .forEach(line -> names.put(line.substring(0, 64), line.substring(65)));
        }
        Map<String, String> known = new TreeMap<>();
        Collection<X509Certificate> anchors = TrustAnchors.ofJdk().all();
        anchors.forEach(anchor -> known.put(DistrustedAuthorities.fingerprint(anchor), names(anchor)));

        assertThat(names).hasSize(15);
        assertThat(known.keySet()).containsAnyElementsOf(names.keySet());
        names.forEach((fingerprint, name) -> assertThat(known.getOrDefault(fingerprint, name))
                .as(fingerprint)
                .contains(name));
        assertThat(DistrustedAuthorities.known()).isNotNull();
    }

    private static String names(X509Certificate anchor) {
        return anchor.getSubjectX500Principal().getName("RFC1779").replace("\\", "");
    }

    private static Verdict verdict(Instant issued) {
        Chain chain = chain(Pki.server("a.test").from(issued).by(MIDDLE), table("Java | notBefore | 2024-11-11"));
        Outcome outcome =
                new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, Optional.empty(), List.of());
        return new Observation(
                        Target.of("a.test", 443, Protocol.HTTPS),
                        List.of(),
                        List.of(new Sighting(InetAddress.ofLiteral("192.0.2.1"), List.of(), outcome)))
                .judge(Pki.NOW);
    }

    private static Chain chain(Identity leaf, DistrustedAuthorities table) {
        return Chain.of(List.of(leaf.certificate(), MIDDLE.certificate()), anchors(ROOT), table);
    }

    private static TrustAnchors anchors(Identity... identities) {
        return TrustAnchors.of(Stream.of(identities).map(Identity::certificate).toList());
    }

    private static DistrustedAuthorities table(String decision) {
        return DistrustedAuthorities.parse(table(ROOT, decision));
    }

    private static String table(Identity anchor, String decision) {
        List<String> lines = new ArrayList<>();
        lines.add("> " + decision + " | a page of the test");
        lines.add(DistrustedAuthorities.fingerprint(anchor.certificate()) + " an authority of the test");
        return String.join("\n", lines) + "\n";
    }
}
