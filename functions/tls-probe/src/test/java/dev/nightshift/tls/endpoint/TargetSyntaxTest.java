package dev.nightshift.tls.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.expiry.Threshold;
import dev.nightshift.tls.expiry.Thresholds;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetSyntaxTest {
    private static final Pki.Identity ROOT = Pki.authority("Root").selfSigned();
    private static final TargetSyntax SYNTAX = new TargetSyntax(Thresholds.DEFAULT, UnaryOperator.identity(), file -> {
        if (!file.equals("ca.pem")) {
            throw new IllegalArgumentException(file + ": no such file");
        }
        return List.of(ROOT.certificate());
    });

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "example.org, example.org:443",
        "example.org:8443, example.org:8443",
        "Example.ORG., example.org:443",
        "https://example.org, example.org:443",
        "https://example.org:444/a/b?c, example.org:444",
        "tls://example.org, example.org:443",
        "smtp://mail.example.org, smtp://mail.example.org:587",
        "mail.example.org protocol=smtp, smtp://mail.example.org:587",
        "mail.example.org:25 protocol=smtp, smtp://mail.example.org:25",
        "smtps://mail.example.org, smtps://mail.example.org:465",
        "postgresql://db.example.org, postgres://db.example.org:5432",
        "10.0.0.1, 10.0.0.1:443",
        "10.0.0.1:8443 sni=a.test, 10.0.0.1:8443 (a.test)",
        "2001:db8::1, [2001:db8::1]:443",
        "[2001:db8::1]:8443, [2001:db8::1]:8443",
        "ldap://[::1], ldap://[::1]:389",
        "wss://a.test/chat, wss://a.test:443",
        "mqtts://broker.test, mqtts://broker.test:8883",
        "AMQPS://queue.test, amqps://queue.test:5671",
        "rediss://cache.test, rediss://cache.test:6379",
        "ircs://chat.test, ircs://chat.test:6697",
        "sips://voice.test, sips://voice.test:5061",
        "nntps://news.test, nntps://news.test:563",
        "dot://resolver.test, dot://resolver.test:853",
        "turns://relay.test, turns://relay.test:5349",
        "xmpps://chat.test, xmpps://chat.test:5223",
        "grpcs://a.test, a.test:443",
        "davs://files.test/a, files.test:443",
        "caldavs://dates.test, dates.test:443",
        "git+https://code.test/a.git, code.test:443",
        "secure-mqtt://broker.test, mqtts://broker.test:8883",
        "mqtt+ssl://broker.test, mqtts://broker.test:8883",
        "amqp+ssl://queue.test, amqps://queue.test:5671",
        "redis+tls://cache.test, rediss://cache.test:6379",
        "valkeys://cache.test:7000, rediss://cache.test:7000",
        "ircs-u://chat.test, ircs://chat.test:6697",
        "snews://news.test, nntps://news.test:563",
        "domain-s://resolver.test, dot://resolver.test:853",
        "ftpes://files.test, ftp://files.test:21",
        "ipps://printer.test/ipp/print, ipps://printer.test:631",
        "rtsps://camera.test, rtsps://camera.test:322",
        "telnets://old.test, telnets://old.test:992",
        "syslog-tls://logs.test, syslog-tls://logs.test:6514",
        "radsec://access.test, radsec://access.test:2083",
        "diameters://access.test, diameters://access.test:5868",
        "netconf-tls://switch.test, netconf-tls://switch.test:6513",
        "snmptls://switch.test, snmptls://switch.test:10161",
        "wsmans://windows.test, wsmans://windows.test:5986",
        "winrms://windows.test, wsmans://windows.test:5986",
        "docker-s://build.test, docker-s://build.test:2376",
        "msft-gc-ssl://directory.test, msft-gc-ssl://directory.test:3269",
        "epp://registry.test, epp://registry.test:700",
        "dicom-tls://images.test, dicom-tls://images.test:2762",
        "opcua-tls://plant.test, opcua-tls://plant.test:4843",
        "mongodb://db.test, mongodb://db.test:27017",
        "ntske://time.test, ntske://time.test:4460",
        "submission://mail.test, smtp://mail.test:587",
        "submissions://mail.test, smtps://mail.test:465",
        "mariadb://db.test, mysql://db.test:3306",
        "localhost, localhost:443",
        "a_b.test, a_b.test:443"
    })
    void aTargetIsReadInManyForms(String line, String label) {
        assertThat(SYNTAX.target(line).label()).isEqualTo(label);
    }

    @Test
    void optionsChangeHowItIsJudged() {
        Target target = SYNTAX.target("a.test notice=20d warn=10% crit=5d/3% ca=ca.pem");

        assertThat(target.thresholds())
                .isEqualTo(new Thresholds(
                        new Threshold(20, 100), new Threshold(Threshold.MAX_DAYS, 10), new Threshold(5, 3)));
        assertThat(target.anchors()).containsExactly(ROOT.certificate());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a.test:0, expected a port from 1 to 65535",
        "a.test:65536, expected a port from 1 to 65535",
        "a.test:x, 'expected HOST, HOST:PORT'",
        "a..test, expected a host name or an IP address",
        "10.0.0, expected a host name",
        "12345, expected a host name",
        "10.0.0.256, expected a host name",
        "gopher://a.test, expected one of the protocols https",
        "a.test b.test, 'expected options ca=, crit='",
        "a.test sni=, expected options",
        "a.test sni=b.test sni=c.test, expected the option sni once",
        "a.test notice=soon, expected days and/or a percentage",
        "a.test ca=other.pem, other.pem: no such file",
        "straße.test, expected an ASCII host name",
        "[a.test], expected an IPv6 address in the brackets"
    })
    void whatIsNoTargetIsRefusedWithWhatWouldBeRight(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYNTAX.target(line))
                .withMessageContaining(message);
    }

    @Test
    void badLinesAreNumberedAndTheOthersAreKept() {
        TargetList list = SYNTAX.list("""
                # our hosts

                a.test   # the first
                b..test
                c.test sni=d.test#not-a-comment
                A.test.
                https://b.test/#anchor
                bad\u001b[31m
                """);

        assertThat(list.targets()).extracting(Target::label).containsExactly("a.test:443", "b.test:443");
        assertThat(list.badLines())
                .extracting(TargetList.BadLine::toString)
                .containsExactly(
                        "line 4: \"b..test\": expected a host name or an IP address",
                        "line 5: \"c.test sni=d.test#not-a-comment\": expected a host name or an IP address",
                        "line 8: \"bad [31m\": expected HOST, HOST:PORT, [IPV6]:PORT or PROTOCOL://HOST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff# comment\na.test\n",
                "\ufeffa.test\n",
                "\ufeff[\"a.test\"]",
                "# M\ufffdnchen\r\na.test\r\n"
            })
    void whatEditorsLeaveInAListIsNoTarget(String text) {
        TargetList list = SYNTAX.list(text);

        assertThat(list.targets()).extracting(Target::label).containsExactly("a.test:443");
        assertThat(list.badLines()).isEmpty();
    }

    @Test
    void aListMayBeJson() {
        TargetList list = SYNTAX.list("""
                ["a.test", "smtp://mail.test warn=20d",
                 "b..test", 443]
                """);

        assertThat(list.targets()).extracting(Target::label).containsExactly("a.test:443", "smtp://mail.test:587");
        assertThat(list.badLines()).extracting(TargetList.BadLine::number).containsExactly(3, 4);
        assertThat(SYNTAX.list("[]").targets()).isEmpty();
        assertThat(SYNTAX.list("[\"a.test\"").badLines())
                .singleElement()
                .satisfies(bad -> assertThat(bad.expected()).startsWith("is not JSON: "));
        assertThat(SYNTAX.list("[2001:db8::1]:443\n").targets()).hasSize(1);
    }

    @Test
    void namesInAddressAndOptionAreBroughtIntoAsciiAndNothingElse() {
        assertThat(TargetSyntax.inAscii("https://A.test:8443/A  sni=B.test ca=C", name -> "x-" + name))
                .isEqualTo("https://x-A.test:8443/A sni=x-B.test ca=C");
        assertThat(TargetSyntax.inAscii("[2001:db8::1] warn=5d", name -> "x-" + name))
                .isEqualTo("[2001:db8::1] warn=5d");
    }
}
