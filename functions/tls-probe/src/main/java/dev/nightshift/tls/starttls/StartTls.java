package dev.nightshift.tls.starttls;

import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Asks for TLS in the protocols of lines.
///
/// Each method returns when the server has given the go-ahead, and ends with `STARTTLS_REFUSED` and the server's words
/// as soon as it has not.
public final class StartTls {
    private static final int MOST_LINES = 200;
    private static final Pattern REPLY = Pattern.compile("\\d{3}([ -].*)?");

    private StartTls() {}

    public static void negotiate(Target target, Wire wire, String ownAddress) throws IOException, ProbeException {
        switch (target.protocol()) {
            case SMTP -> smtp(wire, "EHLO", ownAddress);
            case LMTP -> smtp(wire, "LHLO", ownAddress);
            case IMAP -> imap(wire);
            case POP3 -> pop3(wire);
            case SIEVE -> Sieve.negotiate(wire);
            case NNTP -> nntp(wire);
            case FTP -> ftp(wire);
            case LDAP -> StartTlsPackets.ldap(wire);
            case POSTGRES -> StartTlsPackets.postgres(wire);
            case MYSQL -> StartTlsPackets.mysql(wire);
            case MSSQL -> Tds.prelogin(wire);
            case XMPP -> StartTlsPackets.xmpp(wire, target.expectedName());
            case HTTPS, SMTPS, IMAPS, POP3S, LDAPS, FTPS -> {}
            case WSS, MQTTS, AMQPS, REDISS, IRCS, SIPS, NNTPS, DOT, TURNS, XMPPS -> {}
            case IPPS, RTSPS, TELNETS, SYSLOG_TLS, RADSEC, DIAMETERS, NETCONF_TLS, SNMPTLS, WSMANS, DOCKER_S -> {}
            case MSFT_GC_SSL, EPP, DICOM_TLS, OPCUA_TLS, MONGODB, NTSKE, MSSQL8 -> {}
        }
    }

    private static void smtp(Wire wire, String hello, String ownAddress) throws IOException, ProbeException {
        expect("220", reply(wire));
        // An address literal, because this machine need not have a name (RFC 5321 4.1.4).
        wire.send(hello + " [" + (ownAddress.indexOf(':') < 0 ? "" : "IPv6:") + ownAddress + "]\r\n");
        String offer = reply(wire);
        expect("250", offer);
        if (offer.toUpperCase(Locale.ROOT)
                .lines()
                .noneMatch(line -> line.strip().endsWith("STARTTLS"))) {
            throw refused("STARTTLS is not among what the server offers");
        }
        wire.send("STARTTLS\r\n");
        expect("220", reply(wire));
    }

    private static void ftp(Wire wire) throws IOException, ProbeException {
        expect("220", reply(wire));
        wire.send("AUTH TLS\r\n");
        expect("234", reply(wire));
    }

    /// No answer to these has more than one line (RFC 3977 3.2).
    private static void nntp(Wire wire) throws IOException, ProbeException {
        String greeting = wire.line();
        if (!REPLY.matcher(greeting).matches()) {
            throw garbled(greeting);
        } else if (!greeting.startsWith("20")) {
            throw refused(greeting);
        }
        wire.send("STARTTLS\r\n");
        String answer = wire.line();
        if (!REPLY.matcher(answer).matches()) {
            throw garbled(answer);
        }
        expect("382", answer);
    }

    private static void pop3(Wire wire) throws IOException, ProbeException {
        positive(wire.line());
        wire.send("STLS\r\n");
        positive(wire.line());
    }

    private static void imap(Wire wire) throws IOException, ProbeException {
        String greeting = wire.line();
        if (!greeting.startsWith("* ")) {
            throw garbled(greeting);
        } else if (!greeting.toUpperCase(Locale.ROOT).startsWith("* OK")) {
            // After PREAUTH the command is not allowed (RFC 9051 6.2.1).
            throw refused(greeting);
        }
        wire.send("a1 STARTTLS\r\n");
        String answer = wire.line();
        for (int lines = 1; answer.startsWith("* "); lines++) {
            bounded(lines);
            answer = wire.line();
        }
        if (!answer.startsWith("a1 ")) {
            throw garbled(answer);
        } else if (!answer.toUpperCase(Locale.ROOT).startsWith("A1 OK")) {
            throw refused(answer);
        }
    }

    /// All lines of a reply, which ends with the first whose code is followed by a space (RFC
    /// 5321 4.2.1).
    private static String reply(Wire wire) throws IOException, ProbeException {
        StringBuilder lines = new StringBuilder();
        for (int count = 1; ; count++) {
            bounded(count);
            String line = wire.line();
            if (count == 1 && !REPLY.matcher(line).matches()) {
                throw garbled(line);
            }
            lines.append(line).append('\n');
            // Inside an FTP reply lines may be free text (RFC 959 4.2): only the first code ends
            // it.
            if (REPLY.matcher(line).matches()
                    && (line.length() == 3 || line.charAt(3) == ' ')
                    && line.startsWith(lines.substring(0, 3))) {
                return lines.toString();
            }
        }
    }

    private static void expect(String code, String reply) throws ProbeException {
        if (!reply.startsWith(code)) {
            throw refused(reply);
        }
    }

    private static void positive(String line) throws ProbeException {
        if (line.startsWith("-ERR")) {
            throw refused(line);
        } else if (!line.startsWith("+OK")) {
            throw garbled(line);
        }
    }

    static void bounded(int lines) throws ProbeException {
        if (lines > MOST_LINES) {
            throw new ProbeException(Fault.STARTTLS_GARBLED, "an answer of more than " + MOST_LINES + " lines");
        }
    }

    static ProbeException refused(String said) {
        return new ProbeException(Fault.STARTTLS_REFUSED, said);
    }

    static ProbeException garbled(String said) {
        return new ProbeException(Fault.STARTTLS_GARBLED, "unexpected: " + said);
    }
}
