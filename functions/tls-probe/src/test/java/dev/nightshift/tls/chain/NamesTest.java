package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki;
import java.security.cert.X509Certificate;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9525 6.
class NamesTest {
    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "a.test, a.test, true",
        "A.Test, a.test, true",
        "*.a.test, b.a.test, true",
        "*.a.test, a.test, false",
        "*.a.test, c.b.a.test, false",
        "*.A.test, b.a.test, true",
        "b*.a.test, b.a.test, false",
        "b*.a.test, bb.a.test, false",
        "b.*.test, b.a.test, false",
        "*, a, false",
        "*.*.test, b.a.test, false",
        "a.test., a.test, false",
        "under_score.test, under_score.test, true",
        "*.test, under_score.test, true",
        "localhost, localhost, true",
        "10.0.0.1, 10.0.0.1, false",
        "*.0.0.1, 10.0.0.1, false"
    })
    void aDnsNameIsTheHostOrAWildcardForItsFirstLabel(String dnsName, String host, boolean match) {
        assertThat(Names.match(Pki.server(dnsName).selfSigned().certificate(), host))
                .isEqualTo(match);
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1, true",
        "2001:db8::1, 2001:db8:0:0:0:0:0:2, false"
    })
    void anAddressIsOnlyComparedWithAddresses(String address, String host, boolean match) {
        assertThat(Names.match(Pki.server().ip(address).selfSigned().certificate(), host))
                .isEqualTo(match);
    }

    @Test
    void theCommonNameIsNotAsked() {
        assertThat(Names.match(Pki.authority("a.test").selfSigned().certificate(), "a.test"))
                .isFalse();
    }

    @Test
    void theLastOfTenThousandNamesCounts() {
        String[] names =
                IntStream.range(0, 10_000).mapToObj(i -> "host" + i + ".test").toArray(String[]::new);

        assertThat(Names.match(Pki.server(names).selfSigned().certificate(), "host9999.test"))
                .isTrue();
    }

    @Test
    void namesAreShownOnOneHarmlessLine() {
        Pki.Identity hostile =
                Pki.authority("red \u001b[31m<script>\u202e\r\nINFO ok").selfSigned();

        assertThat(Names.subject(hostile.certificate())).isEqualTo("red [31m<script> INFO ok");
    }

    /// Only the DNS name beside the odd one counts, whatever the JDK makes of it.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "6, localhost, a.test has an alternative name that cannot be read; Java clients then accept it for no name",
        "6, http://under_score/, ''",
        "1, ayong@, a.test has an alternative name that cannot be read; Java clients then accept it for no name",
        "2, 'a b', ''",
        "2, '', ''"
    })
    void anOddNameHidesNoOther(int kind, String name, String oddity) {
        X509Certificate certificate = Pki.server("a.test")
                .name(kind, new DERIA5String(name))
                .selfSigned()
                .certificate();

        assertThat(Names.match(certificate, "a.test")).isTrue();
        assertThat(Names.oddity(certificate).orElse("")).isEqualTo(oddity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void anAddressOfAnotherLengthHidesNoOther(int bytes) {
        X509Certificate certificate = Pki.server("a.test")
                .ip("10.0.0.1")
                .name(GeneralName.iPAddress, new DEROctetString(new byte[bytes]))
                .selfSigned()
                .certificate();

        assertThat(Names.match(certificate, "a.test")).isTrue();
        assertThat(Names.match(certificate, "10.0.0.1")).isTrue();
        assertThat(Names.oddity(certificate))
                .hasValueSatisfying(text -> assertThat(text).contains("an IP address of " + bytes + " bytes"));
    }

    @Test
    void aDnsNameThatLooksLikeTheAddressIsCalledADnsName() {
        X509Certificate certificate = Pki.server("127.0.0.1").selfSigned().certificate();

        assertThat(Names.mismatch(certificate, "127.0.0.1"))
                .isEqualTo("127.0.0.1 is one of its DNS names, but clients look for an address among its IP addresses");
    }
}
