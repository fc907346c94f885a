package dev.nightshift.tls.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.fault.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateChangeTest {
    private static final Instant NOW = Pki.NOW;

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "a.test b.test, a.test b.test, ''",
        "a.test b.test, B.test A.test, ''",
        "a.test, a.test b.test, ''",
        "a.test b.test, a.test, NAME_LOST: no longer good for b.test",
        "a.test x.a.test, a.test *.a.test, ''",
        "a.test x.y.a.test, a.test *.a.test, NAME_LOST: no longer good for x.y.a.test",
        "*.a.test, a.test x.a.test, NAME_LOST: no longer good for *.a.test",
        "a b c d e f g, a, 'NAME_LOST: no longer good for b, c, d, e, f and 1 more'",
        "a.test 10.0.0.1, a.test, NAME_LOST: no longer good for 10.0.0.1"
    })
    void aNameThatIsMissingIsLostAndMoreNamesAreNoChange(String before, String now, String expected) {
        assertThat(changes(leaf(before, "Acme", 10, "1"), leaf(now, "Acme", 5, "1")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "Let's Encrypt, Let's Encrypt, true",
        "'DigiCert, Inc.', DigiCert Inc, true",
        "Google Trust Services LLC, Google Trust Services, true",
        "Sectigo Limited, Sectigo Ltd, true",
        "Acme Issuing CA 1, Acme Issuing CA 2, true",
        "Let's Encrypt, Google Trust Services, false",
        "ZeroSSL, Sectigo Limited, false",
        "'', Let's Encrypt, true"
    })
    void theIssuersOrganisationCounts(String before, String now, boolean same) {
        assertThat(changes(leaf("a.test", before, 10, "1"), leaf("a.test", now, 5, "1")))
                .isEqualTo(same ? "" : "ISSUER_CHANGED: issued by " + now + ", before by " + before);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2, 1.3.6.1.5.5.7.3.1, USAGE_LOST: no longer for TLS clients",
        "1.3.6.1.5.5.7.3.1, 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2, ''",
        "1.3.6.1.5.5.7.3.1, '', ''",
        "1.3.6.1.5.5.7.3.1, 2.5.29.37.0, ''",
        "'', 1.3.6.1.5.5.7.3.1, ''",
        "1.2.3, 1.3.6.1.5.5.7.3.1, USAGE_LOST: no longer for 1.2.3"
    })
    void aUsageThatIsMissingIsLost(String before, String now, String expected) {
        assertThat(changes(leaf("a.test", "Acme", 10, before), leaf("a.test", "Acme", 5, now)))
                .isEqualTo(expected);
    }

    @Test
    void oneThatBeganBeforeIsOlder() {
        assertThat(changes(leaf("a.test", "Acme", 5, "1"), leaf("a.test", "Acme", 10, "1")))
                .isEqualTo("OLDER_CERTIFICATE: valid from 2026-05-22T12:00:00Z, and the one before from"
                        + " 2026-05-27T12:00:00Z");
    }

    @Test
    void ofSeveralTheOneThatItReplacesIsCompared() {
        List<Leaf> before = List.of(leaf("a.test b.test", "Acme", 20, "1"), leaf("c.test d.test", "Other", 10, "1"));

        assertThat(CertificateChange.among(before, leaf("d.test c.test", "Other", 5, "1")))
                .isEmpty();
        assertThat(CertificateChange.among(before, leaf("a.test", "Acme", 5, "1")))
                .extracting(Finding::detail)
                .containsExactly("no longer good for b.test");
    }

    @Test
    void whatIsReadFromACertificateIsEnough() {
        Pki.Identity root = Pki.authority("Root 1").selfSigned();
        Leaf before = Leaf.of(Pki.server("a.test", "b.test")
                .purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)
                .by(root)
                .certificate());
        Leaf now = Leaf.of(Pki.server("a.test")
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .from(NOW.minus(Duration.ofDays(40)))
                .by(Pki.authority("Another").selfSigned())
                .certificate());

        assertThat(CertificateChange.between(before, now))
                .extracting(change -> change.fault().name())
                .containsExactly("NAME_LOST", "USAGE_LOST", "ISSUER_CHANGED", "OLDER_CERTIFICATE");
    }

    @Test
    void ofMoreNamesThanAreKeptNoneIsCalledLost() {
        String[] many = new String[400];
        Arrays.setAll(many, i -> "host-" + i + ".a.test");
        Leaf before =
                Leaf.of(Pki.server(many).by(Pki.authority("Root").selfSigned()).certificate());
        Collections.reverse(Arrays.asList(many));
        Leaf now =
                Leaf.of(Pki.server(many).by(Pki.authority("Root").selfSigned()).certificate());

        assertThat(before.nameCount()).isEqualTo(400);
        assertThat(before.names()).hasSize(250);
        assertThat(CertificateChange.between(before, now)).isEmpty();
    }

    private static String changes(Leaf before, Leaf now) {
        return CertificateChange.between(before, now).stream()
                .map(Finding::toString)
                .collect(Collectors.joining("; "));
    }

    private static Leaf leaf(String names, String authority, int daysAgo, String usages) {
        List<String> all = List.of(names.split(" "));
        return new Leaf(
                all.getFirst(),
                authority,
                "01",
                names + authority + daysAgo + usages,
                NOW.minus(Duration.ofDays(daysAgo)),
                NOW.plus(Duration.ofDays(60)),
                all,
                all.size(),
                authority,
                Arrays.stream(usages.split(" "))
                        .filter(usage -> !usage.isEmpty())
                        .toList());
    }
}
