package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
