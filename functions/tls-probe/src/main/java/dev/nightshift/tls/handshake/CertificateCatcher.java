package dev.nightshift.tls.handshake;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/// Accepts every certificate, and keeps it: nothing but the certificate is ever sent over such a connection.
///
/// The extended class, because around a plain `X509TrustManager` the JDK puts checks of its own, which would refuse a
/// weak chain before it is seen.
public final class CertificateCatcher extends X509ExtendedTrustManager {
    private List<X509Certificate> chain = List.of();
    private String version = "";
    private String suite = "";

    List<X509Certificate> chain() {
        return chain;
    }

    /// The protocol version agreed before the certificate came.
    String version() {
        return version;
    }

    String suite() {
        return suite;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        checkServerTrusted(certificates, authType);
        SSLSession session = ((SSLSocket) socket).getHandshakeSession();
        version = session.getProtocol();
        suite = session.getCipherSuite();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) {
        chain = List.of(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("there are only sockets here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType) {
        throw new UnsupportedOperationException("there are only clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        checkClientTrusted(certificates, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        checkClientTrusted(certificates, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
