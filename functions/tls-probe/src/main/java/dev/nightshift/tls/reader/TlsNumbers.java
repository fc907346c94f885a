package dev.nightshift.tls.reader;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What numbers in TLS mean (IANA, "Transport Layer Security (TLS) Parameters"), as far as the reader meets them.
final class TlsNumbers {
    static final int TLS_1_2 = 0x0303;

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

    static Map<Integer, String> table(String lines) {
        Map<Integer, String> table = new LinkedHashMap<>();
        lines.lines().map(line -> line.split(" ")).forEach(pair -> table.put(Integer.parseInt(pair[0], 16), pair[1]));
        return table;
    }
}
