package dev.nightshift.tls.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {
    /// RFC 5952 4 and 5, with its examples.
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0DB8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:10:0:0:10:0:0, 2001:db8:10::10:0:0",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "192.0.2.1, 192.0.2.1"
    })
    void addressesAreShownAsPeopleWriteThem(String written, String shown) {
        assertThat(HostName.shown(InetAddress.ofLiteral(written))).isEqualTo(shown);
        assertThat(HostName.canonical(written)).isEqualTo(shown);
    }
}
