package dev.nightshift.tls.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What numbers in TLS mean (IANA, "Transport Layer Security (TLS) Parameters"), as far as the reader meets them.
final class TlsNumbers {
    private static final Map<Integer, String> SUITES = table("""
            C02B TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            C02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            C02C TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            C030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
            CCA9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
            CCA8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
            C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
            C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
            C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
            C027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
            C028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
            009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
            009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
            0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA
            0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA
            0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
            006B TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
            0016 TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA
            009C TLS_RSA_WITH_AES_128_GCM_SHA256
            009D TLS_RSA_WITH_AES_256_GCM_SHA384
            002F TLS_RSA_WITH_AES_128_CBC_SHA
            0035 TLS_RSA_WITH_AES_256_CBC_SHA
            003C TLS_RSA_WITH_AES_128_CBC_SHA256
            003D TLS_RSA_WITH_AES_256_CBC_SHA256
            0041 TLS_RSA_WITH_CAMELLIA_128_CBC_SHA
            0084 TLS_RSA_WITH_CAMELLIA_256_CBC_SHA
            000A TLS_RSA_WITH_3DES_EDE_CBC_SHA
            C008 TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA
            C012 TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
            0005 TLS_RSA_WITH_RC4_128_SHA
            0004 TLS_RSA_WITH_RC4_128_MD5
            0032 TLS_DHE_DSS_WITH_AES_128_CBC_SHA
            0038 TLS_DHE_DSS_WITH_AES_256_CBC_SHA
            """);

    private static final Map<Integer, String> ALERTS = table("""
            00 close_notify
            0A unexpected_message
            14 bad_record_mac
            16 record_overflow
            28 handshake_failure
            2A bad_certificate
            2B unsupported_certificate
            2C certificate_revoked
            2D certificate_expired
            2E certificate_unknown
            2F illegal_parameter
            30 unknown_ca
            31 access_denied
            32 decode_error
            33 decrypt_error
            46 protocol_version
            47 insufficient_security
            50 internal_error
            56 inappropriate_fallback
            5A user_canceled
            6D missing_extension
            6E unsupported_extension
            70 unrecognized_name
            74 certificate_required
            78 no_application_protocol
            """);

    private TlsNumbers() {}

    /// The suites up to TLS 1.2 that servers were ever seen to choose, the best first.
    static Set<Integer> suites() {
        return SUITES.keySet();
    }

    static String suite(int number) {
        return SUITES.getOrDefault(number, "suite 0x%04X".formatted(number));
    }

    static String alert(int number) {
        return "alert " + number + " " + ALERTS.getOrDefault(number, "(unknown)");
    }

    /// The version, as JSSE names it.
    static String version(int number) {
        return switch (number) {
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1";
            case 0x0302 -> "TLSv1.1";
            case 0x0303 -> "TLSv1.2";
            default -> "version 0x%04X".formatted(number);
        };
    }

    private static Map<Integer, String> table(String lines) {
        Map<Integer, String> table = new LinkedHashMap<>();
        lines.lines().map(line -> line.split(" ")).forEach(pair -> table.put(Integer.parseInt(pair[0], 16), pair[1]));
        return table;
    }
}
