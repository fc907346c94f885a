package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// The server's part of a handshake up to TLS 1.2, which is in the clear (RFC 5246 7.3).
final class PlainFlight {
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int CERTIFICATE_REQUEST = 13;
    private static final int SERVER_HELLO_DONE = 14;

    private final Records records;
    private final ClientHello client;
    private ServerHello server = ServerHello.NONE;

    PlainFlight(Records records, ClientHello client) {
        this.records = records;
        this.client = client;
    }

    FirstFlight.Read read(Records.Message first) throws IOException, ProbeException {
        for (Records.Message message = first; ; message = records.next()) {
            switch (message.type()) {
                case ServerHello.TYPE -> server = ServerHello.of(message.body());
                case CERTIFICATE -> {
                    return read(Certificates.ofTls12(message.body()).list());
                }
                case SERVER_HELLO_DONE ->
                    throw new ProbeException(Fault.TLS_MALFORMED, "no certificate in the server's first flight");
                default -> {
                    // Others may come between; none of them matters here.
                }
            }
        }
    }

    /// What follows the certificates; a connection that ends there has still given the date.
    private FirstFlight.Read read(List<X509Certificate> chain) {
        KeyExchange exchange = KeyExchange.NONE;
        Possession possession = new Possession.Unknown("nothing is signed in this key exchange");
        boolean asked = false;
        try {
            for (Records.Message message = records.next();
                    message.type() != SERVER_HELLO_DONE;
                    message = records.next()) {
                if (message.type() == CERTIFICATE_REQUEST) {
                    asked = true;
                } else if (message.type() == SERVER_KEY_EXCHANGE) {
                    exchange = KeyExchange.of(CipherSuites.name(server.suite()), message.body());
                    possession = possession(chain.getFirst().getPublicKey(), exchange);
                }
            }
        } catch (IOException | ProbeException e) {
            if (possession instanceof Possession.Unknown) {
                possession = new Possession.Unknown("the handshake ends after the certificate: " + e.getMessage());
            }
        }
        return new FirstFlight.Read(
                chain,
                TlsNumbers.version(server.version()),
                CipherSuites.name(server.suite()),
                exchange.group(),
                asked,
                possession);
    }

    private Possession possession(PublicKey key, KeyExchange exchange) {
        return server.version() == TlsNumbers.TLS_1_2
                ? exchange.possession(
                        key,
                        Bytes.concat(client.nonce(), Bytes.rest(server.random().duplicate())))
                : new Possession.Unknown("signatures of " + TlsNumbers.version(server.version()) + " are not checked");
    }
}
