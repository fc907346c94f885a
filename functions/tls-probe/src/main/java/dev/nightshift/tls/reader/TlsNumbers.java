package dev.nightshift.tls.reader;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What numbers in TLS mean (IANA, "Transport Layer Security (TLS) Parameters"), as far as the reader meets them.
final class TlsNumbers {
    static final int TLS_1_2 = 0x0303;

    private static final Map<Integer, String> COMMON = table("""
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

    // What else OpenSSL 3.5 has with a certificate.
    private static final Map<Integer, String> RARE = table("""
            C023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
            C024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
            C05C TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256
            C05D TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384
            C060 TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256
            C061 TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384
            C072 TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256
            C073 TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384
            C076 TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
            C077 TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384
            C0AC TLS_ECDHE_ECDSA_WITH_AES_128_CCM
            C0AD TLS_ECDHE_ECDSA_WITH_AES_256_CCM
            C0AE TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8
            C0AF TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8
            0045 TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA
            0088 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA
            00BE TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256
            00C4 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256
            C052 TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256
            C053 TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384
            C09E TLS_DHE_RSA_WITH_AES_128_CCM
            C09F TLS_DHE_RSA_WITH_AES_256_CCM
            C0A2 TLS_DHE_RSA_WITH_AES_128_CCM_8
            C0A3 TLS_DHE_RSA_WITH_AES_256_CCM_8
            CCAA TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            0040 TLS_DHE_DSS_WITH_AES_128_CBC_SHA256
            0044 TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA
            006A TLS_DHE_DSS_WITH_AES_256_CBC_SHA256
            0087 TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA
            00A2 TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
            00A3 TLS_DHE_DSS_WITH_AES_256_GCM_SHA384
            00BD TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256
            00C3 TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256
            C056 TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256
            C057 TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384
            00BA TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256
            00C0 TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256
            C050 TLS_RSA_WITH_ARIA_128_GCM_SHA256
            C051 TLS_RSA_WITH_ARIA_256_GCM_SHA384
            C09C TLS_RSA_WITH_AES_128_CCM
            C09D TLS_RSA_WITH_AES_256_CCM
            C0A0 TLS_RSA_WITH_AES_128_CCM_8
            C0A1 TLS_RSA_WITH_AES_256_CCM_8
            0094 TLS_RSA_PSK_WITH_AES_128_CBC_SHA
            0095 TLS_RSA_PSK_WITH_AES_256_CBC_SHA
            00AC TLS_RSA_PSK_WITH_AES_128_GCM_SHA256
            00AD TLS_RSA_PSK_WITH_AES_256_GCM_SHA384
            00B6 TLS_RSA_PSK_WITH_AES_128_CBC_SHA256
            00B7 TLS_RSA_PSK_WITH_AES_256_CBC_SHA384
            C06E TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256
            C06F TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384
            C098 TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256
            C099 TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384
            CCAE TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256
            C006 TLS_ECDHE_ECDSA_WITH_NULL_SHA
            C010 TLS_ECDHE_RSA_WITH_NULL_SHA
            0001 TLS_RSA_WITH_NULL_MD5
            0002 TLS_RSA_WITH_NULL_SHA
            003B TLS_RSA_WITH_NULL_SHA256
            002E TLS_RSA_PSK_WITH_NULL_SHA
            00B8 TLS_RSA_PSK_WITH_NULL_SHA256
            00B9 TLS_RSA_PSK_WITH_NULL_SHA384
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

    // Those of TLS 1.2 that are not in TLS 1.3 (RFC 8422 5.1.1, RFC 7027).
    private static final Map<Integer, String> OLD_GROUPS = table("""
            01 sect163k1
            02 sect163r1
            03 sect163r2
            04 sect193r1
            05 sect193r2
            06 sect233k1
            07 sect233r1
            08 sect239k1
            09 sect283k1
            0A sect283r1
            0B sect409k1
            0C sect409r1
            0D sect571k1
            0E sect571r1
            0F secp160k1
            10 secp160r1
            11 secp160r2
            12 secp192k1
            13 secp192r1
            14 secp224k1
            15 secp224r1
            16 secp256k1
            1A brainpoolP256r1
            1B brainpoolP384r1
            1C brainpoolP512r1
            FF01 arbitrary_explicit_prime_curves
            FF02 arbitrary_explicit_char2_curves
            """);

    private TlsNumbers() {}

    /// The suites up to TLS 1.2 that servers were ever seen to choose, the best first.
    static Set<Integer> common() {
        return COMMON.keySet();
    }

    /// All suites with a certificate, those of TLS 1.3 first.
    static List<Integer> suites() {
        return Stream.of(
                        Arrays.stream(Suite.values()).map(suite -> suite.number),
                        COMMON.keySet().stream(),
                        RARE.keySet().stream())
                .flatMap(numbers -> numbers)
                .toList();
    }

    static String suite(int number) {
        return Suite.of(number)
                .map(Suite::name)
                .or(() -> Optional.ofNullable(COMMON.get(number)))
                .or(() -> Optional.ofNullable(RARE.get(number)))
                .orElseGet(() -> "suite 0x%04X".formatted(number));
    }

    /// All groups, those of TLS 1.3 first.
    static List<Integer> groups() {
        return Stream.concat(Arrays.stream(Group.values()).map(group -> group.number), OLD_GROUPS.keySet().stream())
                .toList();
    }

    static String group(int number) {
        return Group.of(number)
                .map(group -> group.title)
                .or(() -> Optional.ofNullable(OLD_GROUPS.get(number)))
                .orElseGet(() -> "group 0x%04X".formatted(number));
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
            case TLS_1_2 -> "TLSv1.2";
            default -> "version 0x%04X".formatted(number);
        };
    }

    private static Map<Integer, String> table(String lines) {
        Map<Integer, String> table = new LinkedHashMap<>();
        lines.lines().map(line -> line.split(" ")).forEach(pair -> table.put(Integer.parseInt(pair[0], 16), pair[1]));
        return table;
    }
}
