package dev.nightshift.tls.reader;

import dev.nightshift.tls.endpoint.HostName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A client's first message, which offers everything that a server with a certificate may choose.
///
/// It is no risk to offer what is long broken: nothing of value is ever encrypted with it.
final class ClientHello {
    // ECDSA, RSA-PSS, RSA and DSA with SHA-512 down to SHA-1, RSA with MD5.
    private static final String OLD_SIGNATURES = "060305030403080608050804060105010401030303010203020102020101";
    // Ed25519, Ed448, RSASSA-PSS keys, ML-DSA, ECDSA on Brainpool's curves (RFC 8734), DSA.
    private static final String NEW_SIGNATURES = "08070808080b080a0809090409050906081a081b081c060205020402030202020203";
    private static final HexFormat HEX = HexFormat.of();

    private final String serverName;
    private final Optional<String> alpn;
    private final byte[] nonce = new byte[32];
    private final byte[] session = new byte[32];

    /// @param serverName to ask for; none for an address
    /// @param alpn the protocol to ask for (RFC 7301)
    ClientHello(String serverName, Optional<String> alpn, Random random) {
        this.serverName = serverName;
        this.alpn = alpn;
        random.nextBytes(nonce);
        random.nextBytes(session);
    }

    byte[] nonce() {
        return nonce.clone();
    }

    /// For TLS up to 1.2 alone (RFC 5246 7.4.1.2), and as short as old servers know it.
    byte[] upToTls12() {
        byte[] extensions = Bytes.concat(
                serverName(),
                // x25519, secp256r1, secp384r1, secp521r1.
                extension(0x000a, Bytes.sized(2, HEX.parseHex("001d001700180019"))),
                extension(0x000b, HEX.parseHex("0100")),
                extension(0x000d, Bytes.sized(2, HEX.parseHex(OLD_SIGNATURES))),
                applicationProtocol(),
                // An empty renegotiation_info (RFC 5746 3.4): some servers insist.
                extension(0xff01, HEX.parseHex("00")));
        return message(new byte[0], numbers(CipherSuites.common()), extensions);
    }

    /// For TLS 1.0 to 1.3 (RFC 8446 4.1.2).
    ///
    /// @param shares the keys for some of the groups
    /// @param cookie that the server asked for; else empty
    byte[] upToTls13(Map<Group, KeyShare> shares, byte[] cookie) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        shares.forEach((group, share) ->
                keys.writeBytes(Bytes.concat(Bytes.number(2, group.number), Bytes.sized(2, share.offer()))));
        byte[] extensions = Bytes.concat(
                serverName(),
                extension(0x000a, Bytes.sized(2, numbers(TlsNumbers.groups()))),
                // Points compressed or not, as certificates have them.
                extension(0x000b, HEX.parseHex("03000102")),
                extension(0x000d, Bytes.sized(2, HEX.parseHex(NEW_SIGNATURES + OLD_SIGNATURES))),
                applicationProtocol(),
                // Some servers insist on an extended master secret (RFC 7627 5.3).
                extension(0x0017, new byte[0]),
                extension(0x002b, Bytes.sized(1, HEX.parseHex("0304030303020301"))),
                cookie.length == 0 ? new byte[0] : extension(0x002c, Bytes.sized(2, cookie)),
                extension(0x0033, Bytes.sized(2, keys.toByteArray())),
                extension(0xff01, HEX.parseHex("00")));
        return message(session, numbers(CipherSuites.all()), extensions);
    }

    /// A message in one record, whose version is that of TLS 1.0: old servers look at it (RFC 5246 E.1).
    static byte[] record(byte[] message) {
        return Bytes.concat(HEX.parseHex("160301"), Bytes.sized(2, message));
    }

    private byte[] message(byte[] session, byte[] suites, byte[] extensions) {
        byte[] body = Bytes.concat(
                HEX.parseHex("0303"),
                nonce,
                Bytes.sized(1, session),
                Bytes.sized(2, suites),
                HEX.parseHex("0100"),
                Bytes.sized(2, extensions));
        return Bytes.concat(new byte[] {1}, Bytes.sized(3, body));
    }

    private byte[] serverName() {
        if (HostName.literal(serverName).isPresent()) {
            return new byte[0];
        }
        byte[] name = Bytes.sized(2, serverName.getBytes(StandardCharsets.US_ASCII));
        return extension(0x0000, Bytes.sized(2, Bytes.concat(new byte[] {0}, name)));
    }

    private byte[] applicationProtocol() {
        return alpn.map(name -> Bytes.sized(1, name.getBytes(StandardCharsets.US_ASCII)))
                .map(names -> extension(0x0010, Bytes.sized(2, names)))
                .orElse(new byte[0]);
    }

    private static byte[] extension(int type, byte[] content) {
        return Bytes.concat(Bytes.number(2, type), Bytes.sized(2, content));
    }

    private static byte[] numbers(Iterable<Integer> numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        numbers.forEach(number -> out.writeBytes(Bytes.number(2, number)));
        return out.toByteArray();
    }
}
