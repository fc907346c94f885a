package dev.nightshift.tls.reader;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The cipher suites that the reader offers, by their numbers (IANA, "TLS Cipher Suites").
final class CipherSuites {
    private static final Map<Integer, String> COMMON = TlsNumbers.table("""
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
    private static final Map<Integer, String> RARE = TlsNumbers.table("""
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

    private CipherSuites() {}

    /// The suites up to TLS 1.2 that servers were ever seen to choose, the best first.
    static Set<Integer> common() {
        return COMMON.keySet();
    }

    /// All suites with a certificate, those of TLS 1.3 first.
    static List<Integer> all() {
        return Stream.of(
                        Arrays.stream(Suite.values()).map(suite -> suite.number),
                        COMMON.keySet().stream(),
                        RARE.keySet().stream())
                .flatMap(numbers -> numbers)
                .toList();
    }

    static String name(int number) {
        return Suite.of(number)
                .map(Suite::name)
                .or(() -> Optional.ofNullable(COMMON.get(number)))
                .or(() -> Optional.ofNullable(RARE.get(number)))
                .orElseGet(() -> "suite 0x%04X".formatted(number));
    }
}
