package dev.nightshift.tls.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is spoken at a port, and so how TLS begins there.
///
/// Names and ports are those of IANA's registry of service names and port numbers where no other source is named.
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
    /// Printing over TLS (RFC 7472).
    IPPS(631, false),
    /// Cameras and other media over TLS (RFC 7826 4.2).
    RTSPS(322, false),
    /// Terminals over TLS.
    TELNETS(992, false),
    /// Log messages over TLS (RFC 5425 4.1).
    SYSLOG_TLS(6514, false),
    /// RADIUS over TLS (RFC 6614 2.1).
    RADSEC(2083, false),
    /// Diameter over TLS.
    DIAMETERS(5868, false),
    /// Network configuration over TLS (RFC 7589 2).
    NETCONF_TLS(6513, false),
    /// SNMP over TLS (RFC 6353).
    SNMPTLS(10161, false),
    /// Management of Windows over TLS.
    WSMANS(5986, false),
    /// Docker's API over TLS.
    DOCKER_S(2376, false),
    /// The global catalog of Active Directory over TLS.
    MSFT_GC_SSL(3269, false),
    /// Registries of domain names, always over TLS (RFC 5734 2).
    EPP(700, false),
    /// Medical images over TLS.
    DICOM_TLS(2762, false),
    /// Automation over TLS.
    OPCUA_TLS(4843, false),
    /// MongoDB, where it has TLS.
    MONGODB(27017, false),
    /// Key establishment for network time (RFC 8915 4).
    NTSKE(4460, false),
    /// SQL Server's TDS 8: TLS at once (MS-TDS 2.1), for clients that encrypt strictly.
    MSSQL8(1433, false),
    /// Mail submission: `STARTTLS` (RFC 3207). Port 25 must be asked for.
    SMTP(587, true),
    /// Delivery of mail: `STARTTLS` as in SMTP (RFC 2033, RFC 3207).
    LMTP(24, true),
    /// Mailboxes: `STARTTLS` (RFC 9051 6.2.1).
    IMAP(143, true),
    /// Mail pick-up: `STLS` (RFC 2595 4).
    POP3(110, true),
    /// Filters of mail: `STARTTLS` (RFC 5804 2.2).
    SIEVE(4190, true),
    /// News: `STARTTLS` (RFC 4642 2.2).
    NNTP(119, true),
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
    /// SQL Server's TDS 7: PRELOGIN, and a handshake in packets (MS-TDS 2.2.6.5).
    MSSQL(1433, true),
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

    /// What is asked for by ALPN (RFC 7301), where a server may insist on it.
    public Optional<String> alpn() {
        return this == MSSQL8 ? Optional.of("tds/8.0") : Optional.empty();
    }

    /// As written in targets: lower case.
    public String scheme() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The protocol written so in a target, also by further names that people use.
    public static Optional<Protocol> ofScheme(String scheme) {
        String name = scheme.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(protocol -> protocol.scheme().equals(name))
                .findFirst()
                .or(() -> ofFurtherName(name));
    }

    private static Optional<Protocol> ofFurtherName(String name) {
        return switch (name) {
            case "tls", "ssl", "grpcs", "h2", "davs", "webdavs", "caldavs", "carddavs", "doh" -> Optional.of(HTTPS);
            case "submissions" -> Optional.of(SMTPS);
            case "submission" -> Optional.of(SMTP);
            case "ftpes" -> Optional.of(FTP);
            case "secure-mqtt", "mqtt+ssl", "mqtt+tls" -> Optional.of(MQTTS);
            case "amqp+ssl", "amqp+tls" -> Optional.of(AMQPS);
            case "redis+ssl", "redis+tls", "valkeys" -> Optional.of(REDISS);
            case "ircs-u", "irc+ssl", "irc+tls" -> Optional.of(IRCS);
            case "snews" -> Optional.of(NNTPS);
            case "domain-s" -> Optional.of(DOT);
            case "stuns" -> Optional.of(TURNS);
            case "winrms" -> Optional.of(WSMANS);
            case "xmpp-client" -> Optional.of(XMPP);
            case "xmpps-client" -> Optional.of(XMPPS);
            case "postgresql" -> Optional.of(POSTGRES);
            case "managesieve" -> Optional.of(SIEVE);
            case "news" -> Optional.of(NNTP);
            case "mariadb" -> Optional.of(MYSQL);
            case "sqlserver", "tds", "ms-sql-s" -> Optional.of(MSSQL);
            case "tds8" -> Optional.of(MSSQL8);
            default -> name.endsWith("+https") ? Optional.of(HTTPS) : Optional.empty();
        };
    }

    /// All of them, for messages.
    static String schemes() {
        return Arrays.stream(values()).map(Protocol::scheme).collect(Collectors.joining(", "));
    }
}
