package dev.nightshift.tls.reader;

import dev.nightshift.tls.endpoint.HostName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/// The first words of a client of TLS 1.2 (RFC 5246 7.4.1.2) that takes every cipher suite ever in use.
///
/// Nothing is ever encrypted with them: only the answer is read, so it is no risk to offer what is long broken.
final class ClientHello {
    // x25519, secp256r1, secp384r1, secp521r1.
    private static final String GROUPS = "001d001700180019";
    // ECDSA, RSA-PSS, RSA and DSA with SHA-512 down to SHA-1, RSA with MD5.
    private static final String SIGNATURES = "060305030403080608050804060105010401030303010203020102020101";
    private static final HexFormat HEX = HexFormat.of();

    private ClientHello() {}

    /// One whole record.
    ///
    /// @param serverName to ask for; none for an address
    static byte[] record(String serverName, Random random) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        byte[] body = bytes(
                HEX.parseHex("0303"),
                nonce,
                new byte[] {0},
                sized(2, suites()),
                HEX.parseHex("0100"),
                sized(2, extensions(serverName)));
        byte[] message = bytes(new byte[] {1}, sized(3, body));
        // The record's version is that of TLS 1.0, which is what old servers look at (RFC 5246
        // E.1).
        return bytes(HEX.parseHex("160301"), sized(2, message));
    }

    private static byte[] extensions(String serverName) {
        byte[] sni = HostName.literal(serverName).isPresent() ? new byte[0] : serverName(serverName);
        return bytes(
                sni,
                HEX.parseHex("000a"),
                sized(2, sized(2, HEX.parseHex(GROUPS))),
                HEX.parseHex("000b00020100"),
                HEX.parseHex("000d"),
                sized(2, sized(2, HEX.parseHex(SIGNATURES))),
                // An empty renegotiation_info (RFC 5746 3.4): some servers insist.
                HEX.parseHex("ff01000100"));
    }

    private static byte[] serverName(String name) {
        byte[] entry = bytes(new byte[] {0}, sized(2, name.getBytes(StandardCharsets.US_ASCII)));
        return bytes(new byte[] {0, 0}, sized(2, sized(2, entry)));
    }

    private static byte[] suites() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TlsNumbers.suites().forEach(suite -> {
            out.write(suite >>> 8);
            out.write(suite);
        });
        return out.toByteArray();
    }

    /// The bytes behind their number, which has so many bytes itself.
    private static byte[] sized(int lengthBytes, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(lengthBytes + content.length);
        for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
            out.write(content.length >>> shift);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
