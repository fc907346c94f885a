package dev.nightshift.tls.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is spoken at a port, and so how TLS begins there.
public enum Protocol {
    /// TLS at once, as for all of this first group.
    HTTPS(443, false),
    /// Mail submission over TLS (RFC 8314).
    SMTPS(465, false),
    /// Mailboxes over TLS (RFC 8314).
    IMAPS(993, false),
    /// Mail pick-up over TLS (RFC 8314).
    POP3S(995, false),
    /// Directory over TLS.
    LDAPS(636, false),
    /// File transfer over TLS.
    FTPS(990, false),
    /// WebSocket over TLS (RFC 6455 3).
    WSS(443, false),
    /// MQTT over TLS (IANA's registry of ports, `secure-mqtt`).
    MQTTS(8883, false),
    /// AMQP over TLS (IANA's registry of ports, `amqps`).
    AMQPS(5671, false),
    /// Redis over TLS (IANA's registry of schemes, `rediss`).
    REDISS(6379, false),
    /// IRC over TLS (RFC 7194).
    IRCS(6697, false),
    /// Telephony over TLS (RFC 3261 19.1.2).
    SIPS(5061, false),
    /// News over TLS (RFC 4642 1, RFC 8143).
    NNTPS(563, false),
    /// DNS over TLS (RFC 7858).
    DOT(853, false),
    /// Relays of media over TLS (RFC 7065).
    TURNS(5349, false),
    /// Chat clients, TLS at once (XEP-0368).
    XMPPS(5223, false),
    /// Mail submission: `STARTTLS` (RFC 3207). Port 25 must be asked for.
    SMTP(587, true),
    /// Mailboxes: `STARTTLS` (RFC 9051 6.2.1).
    IMAP(143, true),
    /// Mail pick-up: `STLS` (RFC 2595 4).
    POP3(110, true),
    /// File transfer: `AUTH TLS` (RFC 4217).
    FTP(21, true),
    /// Directory: the StartTLS extended operation (RFC 4511 4.14).
    LDAP(389, true),
    /// PostgreSQL: `SSLRequest` (PostgreSQL documentation, "Message Flow", SSL Session
    /// Encryption).
    POSTGRES(5432, true),
    /// MySQL and MariaDB: an SSL request packet after the server's greeting (MySQL Internals,
    /// "Connection Phase").
    MYSQL(3306, true),
    /// Chat clients: the `starttls` stream feature (RFC 6120 5).
    XMPP(5222, true);

    private final int port;
    private final boolean startTls;

    Protocol(int port, boolean startTls) {
        this.port = port;
        this.startTls = startTls;
    }

    /// The port, where a target names none.
    public int port() {
        return port;
    }

    /// Whether plain text comes before TLS.
    public boolean startTls() {
        return startTls;
    }

    /// As written in targets: lower case.
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The protocol written so in a target, also by further names that people use.
    public static Optional<Protocol> ofScheme(String scheme) {
        String name = scheme.toUpperCase(Locale.ROOT);
        for (Protocol protocol : values()) {
            if (protocol.name().equals(name)) {
                return Optional.of(protocol);
            }
        }
        return switch (name) {
            case "TLS", "SSL", "GRPCS", "H2" -> Optional.of(HTTPS);
            case "SUBMISSIONS" -> Optional.of(SMTPS);
            case "SUBMISSION" -> Optional.of(SMTP);
            case "POSTGRESQL" -> Optional.of(POSTGRES);
            case "MARIADB" -> Optional.of(MYSQL);
            case "STUNS" -> Optional.of(TURNS);
            default -> Optional.empty();
        };
    }

    /// All of them, for messages.
    static String schemes() {
        return Arrays.stream(values()).map(Protocol::scheme).collect(Collectors.joining(", "));
    }
}
