package dev.nightshift.tls.starttls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.Server;
import dev.nightshift.tls.TlsSide;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Verdict;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StartTlsTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final String MYSQL_TLS = mysql("0008");
    private static final String MYSQL_PLAIN = mysql("0000");
    private static final String FEATURES = "<?xml version='1.0'?><stream:stream id='1'><stream:features>"
            + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
    private static final String TDS_ON = tds(TdsServer.prelogin(TdsServer.ON));
    private static final String LDAP_OK = hex("300c02010178070a010004000400");

    /// What each server says up to the go-ahead, in turns: before each but the first it hears a
    /// request.
    private static String[] goAhead(Protocol protocol) {
        return switch (protocol) {
            case SMTP ->
                new String[] {
                    "220-a.test\r\n220 ready\r\n", "250-a.test\r\n250-SIZE 1\r\n250 starttls\r\n", "220 go\r\n"
                };
            case LMTP -> new String[] {"220 a.test\r\n", "250-a.test\r\n250 STARTTLS\r\n", "220 go\r\n"};
            case SIEVE ->
                new String[] {
                    "\"IMPLEMENTATION\" {4}\r\na\r\nb\r\n\"StartTLS\"\r\nOK {5}\r\nready\r\n",
                    "OK (TAG \"1\") \"go\"\r\n"
                };
            case NNTP -> new String[] {"201 no posting\r\n", "382 go\r\n"};
            case IMAP -> new String[] {"* OK ready\r\n", "* CAPABILITY IMAP4\r\na1 OK begin\r\n"};
            case POP3 -> new String[] {"+OK ready\r\n", "+OK begin\r\n"};
            case FTP -> new String[] {"220-Welcome\r\n 220 is our number\r\n220 ready\r\n", "234 go\r\n"};
            case LDAP -> new String[] {"", LDAP_OK};
            case POSTGRES -> new String[] {"", "S"};
            case MYSQL -> new String[] {MYSQL_TLS, ""};
            case MSSQL -> new String[] {"", TDS_ON};
            case XMPP -> new String[] {"", FEATURES, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"};
            case HTTPS, SMTPS, IMAPS, POP3S, LDAPS, FTPS -> new String[] {};
            case WSS, MQTTS, AMQPS, REDISS, IRCS, SIPS, NNTPS, DOT, TURNS, XMPPS -> new String[] {};
            case IPPS, RTSPS, TELNETS, SYSLOG_TLS, RADSEC, DIAMETERS, NETCONF_TLS, SNMPTLS -> new String[] {};
            case WSMANS, DOCKER_S, MSFT_GC_SSL, EPP, DICOM_TLS, OPCUA_TLS, MONGODB, NTSKE, MSSQL8 -> new String[] {};
        };
    }

    @ParameterizedTest
    @EnumSource
    void theCertificateIsSeenInEachProtocol(Protocol protocol) throws InterruptedException {
        try (Server server = Server.start(plainText(protocol, goAhead(protocol)).then(tls(protocol)))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), protocol), ROOT);

            assertThat(verdict.headline() + " " + Probe.days(verdict)).isEqualTo("OK 60");
            assertThat(verdict.allFindings()).isEmpty();
            assertThat(server.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMTP", "LMTP", "SIEVE", "NNTP", "IMAP", "POP3", "FTP", "LDAP", "POSTGRES", "MSSQL", "XMPP"})
    void plainTextAfterTheGoAheadIsAnInjectionAndHidesNothing(Protocol protocol) throws InterruptedException {
        String[] turns = goAhead(protocol);
        turns[turns.length - 1] += "250 injected\r\n";
        try (Server server = Server.start(plainText(protocol, turns).then(tls(protocol)))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), protocol), ROOT);

            assertThat(verdict.allFindings())
                    .extracting(Finding::toString)
                    .containsExactly("STARTTLS_INJECTION: 14 bytes of plain text after the go-ahead");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    private static Server.Conversation tls(Protocol protocol) {
        return protocol == Protocol.MSSQL
                ? TdsServer.inPackets(
                        4_096,
                        TlsSide.serving(
                                LEAF.keys(),
                                new X509Certificate[] {LEAF.certificate()},
                                tls -> tls.setEnabledProtocols(new String[] {"TLSv1.2"})))
                : TlsSide.serving(LEAF);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row(Protocol.SMTP, "554 no service\r\n", "STARTTLS_REFUSED: 554 no service"),
                row(
                        Protocol.SMTP,
                        "220 hi\r\n250-a\r\n250 SIZE\r\n",
                        "STARTTLS_REFUSED: STARTTLS is not among what the server offers"),
                row(
                        Protocol.SMTP,
                        "220 hi\r\n250 STARTTLS\r\n454 TLS not\u001b[2J available\r\n",
                        "STARTTLS_REFUSED: 454 TLS not [2J available"),
                row(Protocol.SMTP, "HTTP/1.1 400\r\n", "STARTTLS_GARBLED: unexpected: HTTP/1.1 400"),
                row(Protocol.SMTP, "220-a\r\n".repeat(300), "STARTTLS_GARBLED: an answer of more than 200 lines"),
                row(Protocol.SMTP, "220 " + "a".repeat(9_000), "STARTTLS_GARBLED: a line of more than 4096 bytes"),
                row(Protocol.SMTP, "220 hi\r\n", "STARTTLS_CLOSED: closed"),
                row(Protocol.IMAP, "* PREAUTH hi\r\n", "STARTTLS_REFUSED: * PREAUTH hi"),
                row(Protocol.IMAP, "* BYE busy\r\n", "STARTTLS_REFUSED: * BYE busy"),
                row(Protocol.IMAP, "* OK hi\r\na1 BAD what\r\n", "STARTTLS_REFUSED: a1 BAD what"),
                row(Protocol.IMAP, "+OK hi\r\n", "STARTTLS_GARBLED: unexpected: +OK hi"),
                row(
                        Protocol.IMAP,
                        "* OK hi\r\n" + "* x\r\n".repeat(300),
                        "STARTTLS_GARBLED: an answer of more than 200 lines"),
                row(Protocol.POP3, "-ERR busy\r\n", "STARTTLS_REFUSED: -ERR busy"),
                row(Protocol.POP3, "+OK hi\r\n-ERR what\r\n", "STARTTLS_REFUSED: -ERR what"),
                row(Protocol.POP3, "220 hi\r\n", "STARTTLS_GARBLED: unexpected: 220 hi"),
                row(Protocol.LMTP, "421 busy\r\n", "STARTTLS_REFUSED: 421 busy"),
                row(
                        Protocol.LMTP,
                        "220 hi\r\n250 SIZE\r\n",
                        "STARTTLS_REFUSED: STARTTLS is not among what the server offers"),
                row(Protocol.LMTP, "220 hi\r\n250 STARTTLS\r\n454 not now\r\n", "STARTTLS_REFUSED: 454 not now"),
                row(Protocol.LMTP, "* OK hi\r\n", "STARTTLS_GARBLED: unexpected: * OK hi"),
                row(Protocol.SIEVE, "BYE (TRYLATER) {4}\r\nbusy\r\n", "STARTTLS_REFUSED: BYE (TRYLATER) \"busy\""),
                row(
                        Protocol.SIEVE,
                        "\"SASL\" \"STARTTLS\"\r\nOK\r\n",
                        "STARTTLS_REFUSED: STARTTLS is not among what the server offers"),
                row(Protocol.SIEVE, "\"STARTTLS\"\r\nok\r\nno \"what\"\r\n", "STARTTLS_REFUSED: no \"what\""),
                row(Protocol.SIEVE, "{8}\r\nSTARTTLS\r\nOK\r\nNO\r\n", "STARTTLS_REFUSED: NO"),
                row(Protocol.SIEVE, "220 hi\r\n", "STARTTLS_GARBLED: unexpected: 220 hi"),
                row(Protocol.SIEVE, "OK {99999}\r\n", "STARTTLS_GARBLED: unexpected: a string of 99999 bytes"),
                row(
                        Protocol.SIEVE,
                        "OK {999999999}\r\n",
                        "STARTTLS_REFUSED: STARTTLS is not among what the server offers"),
                row(Protocol.SIEVE, "\"X\"\r\n".repeat(300), "STARTTLS_GARBLED: an answer of more than 200 lines"),
                row(
                        Protocol.SIEVE,
                        "OK {4000}\r\n" + "a".repeat(4_000) + "{4000}\r\n",
                        "STARTTLS_GARBLED: unexpected: a string of 4000 bytes"),
                row(Protocol.NNTP, "400 busy\r\n", "STARTTLS_REFUSED: 400 busy"),
                row(Protocol.NNTP, "200 hi\r\n580 no TLS\r\n", "STARTTLS_REFUSED: 580 no TLS"),
                row(Protocol.NNTP, "+OK hi\r\n", "STARTTLS_GARBLED: unexpected: +OK hi"),
                row(Protocol.NNTP, "200 hi\r\nwhat\r\n", "STARTTLS_GARBLED: unexpected: what"),
                row(Protocol.FTP, "421 busy\r\n", "STARTTLS_REFUSED: 421 busy"),
                row(Protocol.FTP, "220 hi\r\n530 no TLS\r\n", "STARTTLS_REFUSED: 530 no TLS"),
                row(Protocol.LDAP, hex("300c02010178070a010204000400"), "STARTTLS_REFUSED: result 2:"),
                row(Protocol.LDAP, "220 hi\r\n", "STARTTLS_GARBLED: unexpected: no LDAP message"),
                row(Protocol.LDAP, hex("3003020101"), "STARTTLS_GARBLED: unexpected: a malformed message of LDAP"),
                row(Protocol.POSTGRES, "N", "STARTTLS_REFUSED: N: the server does not use TLS here"),
                row(Protocol.POSTGRES, "E", "STARTTLS_REFUSED: E: an error in answer to SSLRequest"),
                row(Protocol.POSTGRES, "H", "STARTTLS_GARBLED: unexpected: byte 72 in answer to SSLRequest"),
                row(Protocol.MYSQL, MYSQL_PLAIN, "STARTTLS_REFUSED: the server's greeting does not offer TLS"),
                row(Protocol.MYSQL, hex("0b000000ff6904") + "blocked!", "STARTTLS_REFUSED: blocked!"),
                row(Protocol.MYSQL, "220 hi\r\n", "STARTTLS_GARBLED: unexpected: no greeting of MySQL"),
                row(
                        Protocol.MSSQL,
                        tds(TdsServer.prelogin(TdsServer.NOT_SUPPORTED)),
                        "STARTTLS_REFUSED: ENCRYPT_NOT_SUP: the server does not use TLS"),
                row(
                        Protocol.MSSQL,
                        tds("aa1400" + "15470000" + "0110" + "0300" + "6e006f002100" + "0000" + "01000000"),
                        "STARTTLS_REFUSED: error 18197: no!"),
                row(
                        Protocol.MSSQL,
                        tds("aa1400"),
                        "STARTTLS_GARBLED: unexpected: a malformed error in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        tds(TdsServer.prelogin(7)),
                        "STARTTLS_GARBLED: unexpected: encryption 7 in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        tds("ff"),
                        "STARTTLS_GARBLED: unexpected: nothing about encryption in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        tds("01ffff0001ff"),
                        "STARTTLS_GARBLED: unexpected: malformed options in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        hex("15030300020246"),
                        "STARTTLS_GARBLED: unexpected: byte 21 in answer to PRELOGIN, an alert of TLS: the server may"
                                + " speak TDS 8 alone (mssql8)"),
                row(
                        Protocol.MSSQL,
                        hex("0400000800000000"),
                        "STARTTLS_GARBLED: unexpected: an empty packet in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        hex("0401000300000000"),
                        "STARTTLS_GARBLED: unexpected: a packet of 3 bytes in answer to PRELOGIN"),
                row(
                        Protocol.MSSQL,
                        hex("0400600000000000") + "a".repeat(24_000),
                        "STARTTLS_GARBLED: unexpected: a packet of 24576 bytes in answer to PRELOGIN"),
                row(Protocol.MSSQL, "220 hi\r\n", "STARTTLS_GARBLED: unexpected: byte 50 in answer to PRELOGIN"),
                row(
                        Protocol.XMPP,
                        "<stream:stream><stream:features/>",
                        "STARTTLS_REFUSED: <stream:stream><stream:features/>"),
                row(Protocol.XMPP, FEATURES + "<failure/>", "STARTTLS_REFUSED: <failure/>"),
                row(Protocol.XMPP, FEATURES + "<presence/>", "STARTTLS_GARBLED: unexpected: <presence/>"),
                row(Protocol.XMPP, "<a>".repeat(9_000), "STARTTLS_GARBLED: no stanza within 16384 bytes"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void aRefusalIsReportedInTheServersWords(Protocol protocol, String said, String finding) {
        assertThat(outcome(protocol, said.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(finding);
    }

    /// Random bytes, and good dialogues with some bytes changed: only the outcomes that are
    /// documented.
    @ParameterizedTest
    @EnumSource(
            names = {
                "SMTP",
                "LMTP",
                "SIEVE",
                "NNTP",
                "IMAP",
                "POP3",
                "FTP",
                "LDAP",
                "POSTGRES",
                "MYSQL",
                "MSSQL",
                "XMPP"
            })
    void damagedDialoguesHaveOnlyDocumentedOutcomes(Protocol protocol) {
        long seed = 20_260_601L + protocol.name().hashCode();
        Random random = new Random(seed);
        byte[] good = String.join("", goAhead(protocol)).getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 5_000; round++) {
            byte[] said = round % 2 == 0 ? new byte[random.nextInt(200)] : good.clone();
            if (round % 2 == 0) {
                random.nextBytes(said);
            }
            for (int i = random.nextInt(4); i > 0 && said.length > 0; i--) {
                said[random.nextInt(said.length)] = (byte) random.nextInt();
            }
            assertThat(outcome(protocol, said))
                    .as("seed %d, round %d", seed, round)
                    .matches("(?s)(go|STARTTLS_(REFUSED|GARBLED|CLOSED).*)");
        }
    }

    @Test
    void aServerThatTalksOnForEverIsLeft() {
        byte[] endless = "* OK ".repeat(400_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(outcome(Protocol.IMAP, endless)).isEqualTo("STARTTLS_GARBLED: a line of more than 4096 bytes");
    }

    private static String outcome(Protocol protocol, byte[] said) {
        Wire wire = new Wire(new ByteArrayInputStream(said), OutputStream.nullOutputStream(), 768 * 1_024);
        try {
            StartTls.negotiate(Target.of("a.test", 1, protocol), wire, "127.0.0.1");
            return "go";
        } catch (ProbeException e) {
            return e.finding().toString();
        } catch (IOException e) {
            return "STARTTLS_CLOSED: " + e.getMessage();
        }
    }

    private static Server.Conversation plainText(Protocol protocol, String[] turns) {
        Server.Conversation conversation = socket -> {};
        for (int i = 0; i < turns.length; i++) {
            if (i > 0) {
                conversation = conversation.then(request(protocol, i));
            }
            conversation = conversation.then(Server.says(turns[i]));
        }
        return conversation;
    }

    /// Hears the request of the given number, counted from 1.
    private static Server.Conversation request(Protocol protocol, int number) {
        return switch (protocol) {
            case LDAP -> Server.hears(31);
            case POSTGRES -> Server.hears(8);
            case MYSQL -> Server.hears(36);
            case MSSQL -> Server.hears(47);
            // The first is a declaration and the head of a stream.
            case XMPP -> number == 1 ? Server.hearsTo('>').then(Server.hearsTo('>')) : Server.hearsTo('>');
            default -> Server.hearsTo('\n');
        };
    }

    /// Length 34, sequence 0; protocol 10, "8.0", thread, scramble, filler, capabilities, and the
    /// rest of a greeting.
    private static String mysql(String capabilities) {
        return hex("22000000" + "0a382e3000" + "01000000" + "0102030405060708" + "00" + capabilities + "00".repeat(14));
    }

    private static String tds(byte[] content) {
        return new String(TdsServer.packet(0x04, content), StandardCharsets.ISO_8859_1);
    }

    private static String tds(String digits) {
        return tds(HexFormat.of().parseHex(digits));
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    private static Arguments row(Protocol protocol, String said, String finding) {
        return Arguments.of(protocol, said, finding);
    }
}
