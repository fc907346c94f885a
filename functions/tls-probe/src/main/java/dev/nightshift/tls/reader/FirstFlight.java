package dev.nightshift.tls.reader;

import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Reads what a server says first, up to its certificates, where the JDK cannot complete a handshake.
///
/// For servers of TLS 1.0, RSA key exchange, long chains, curves and suites that the JDK lacks. It completes no
/// handshake and sends nothing of value; it only keeps a bad server from hiding its dates.
public final class FirstFlight {
    /// What it says.
    ///
    /// @param chain at least one certificate
    /// @param version as JSSE names it
    /// @param suite its name in IANA's registry, or its number
    /// @param group of the key exchange, by its name in IANA's registry; empty where it is not known
    /// @param clientCertificateAsked whether the server wants the client's certificate, as far as it said
    public record Read(
            List<X509Certificate> chain,
            String version,
            String suite,
            String group,
            boolean clientCertificateAsked,
            Possession possession) {
        /// How it was read, in words.
        public String described() {
            String with = group.isEmpty() ? suite : suite + " and " + group;
            return "read over " + version + " with " + with + "; "
                    + switch (possession) {
                        case Possession.Proved _ -> "the server holds the key";
                        case Possession.Unchecked(String reason) -> "its signature cannot be checked here: " + reason;
                        case Possession.Unknown(String reason) -> "not known whether it holds the key: " + reason;
                        case Possession.Refuted(String reason) -> "the server does not hold the key: " + reason;
                    };
        }
    }

    private FirstFlight() {}

    /// Offers TLS 1.0 to 1.3, and everything that servers choose with them.
    ///
    /// @throws ProbeException for everything but a certificate
    /// @throws IOException when the connection ends before
    public static Read read(Wire wire, String serverName, Optional<String> alpn, Random random)
            throws IOException, ProbeException {
        return read(wire, new ClientHello(serverName, alpn, random), newShares(random), random);
    }

    /// For the groups that most servers choose, so that few ask for another.
    static Map<Group, KeyShare> newShares(Random random) {
        return Map.of(Group.X25519, Group.X25519.newShare(random), Group.SECP256R1, Group.SECP256R1.newShare(random));
    }

    static Read read(Wire wire, ClientHello hello, Map<Group, KeyShare> shares, Random random)
            throws IOException, ProbeException {
        Records records = new Records(wire);
        EncryptedFlight flight = new EncryptedFlight(wire, records, hello, shares, random);
        flight.begin();
        Records.Message first = records.next();
        boolean encrypted =
                first.type() == ServerHello.TYPE && ServerHello.of(first.body()).isTls13();
        return encrypted ? flight.read(first) : new PlainFlight(records, hello).read(first);
    }

    /// Offers TLS up to 1.2 in the words of its time, for servers that fail at longer ones.
    ///
    /// @throws ProbeException for everything but a certificate
    /// @throws IOException when the connection ends before
    public static Read readUpToTls12(Wire wire, String serverName, Optional<String> alpn, Random random)
            throws IOException, ProbeException {
        ClientHello hello = new ClientHello(serverName, alpn, random);
        wire.send(ClientHello.record(hello.upToTls12()));
        Records records = new Records(wire);
        return new PlainFlight(records, hello).read(records.next());
    }
}
