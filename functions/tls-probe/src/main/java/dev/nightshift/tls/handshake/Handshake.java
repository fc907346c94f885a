package dev.nightshift.tls.handshake;

import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.wire.Tap;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// A complete handshake by the JDK, which accepts every certificate and notes it: it is judged later.
///
/// Complete, because only that proves that the server holds the key, and because a client that breaks off leaves an
/// error in the server's log at every probe.
public final class Handshake {
    private static final SecureRandom RANDOM = new SecureRandom();
    // To load AWS-LC takes as long as some hundred handshakes by the JDK.
    private static final int WORTHWHILE_ENDPOINTS = 100;

    /// What came of it.
    ///
    /// @param chain as served; empty when it ended before
    /// @param version and suite as far as they were agreed, else empty
    /// @param failure why it was not completed
    public record Result(
            List<X509Certificate> chain,
            String version,
            String suite,
            boolean clientCertificateAsked,
            Optional<Failure> failure) {}

    /// Why a handshake was not completed.
    ///
    /// @param broken whether the connection ended, which says nothing about the server; otherwise the server
    ///     sent an alert, or the JDK does not accept what it sent
    public record Failure(String text, boolean broken) {}

    private Handshake() {}

    /// Prefers [FastArithmetic] in all that this process does from now on, if so many endpoints are worth loading it.
    /// Asked here, because the class alone loads AWS-LC's provider.
    public static void prepareFor(int endpoints) {
        if (endpoints >= WORTHWHILE_ENDPOINTS) {
            FastArithmetic.prefer();
        }
    }

    /// Whether [FastArithmetic] is preferred. Neither its class nor AWS-LC is loaded for the question.
    public static boolean knowsFastGroups() {
        return Security.getProvider(FastArithmetic.PROVIDER) != null;
    }

    /// Completes a handshake, as far as the server lets it.
    ///
    /// @param fastGroups whether to offer only the groups of key exchange that are fast, which
    ///     nearly every server has; otherwise all of the JDK's
    public static Result complete(Tap socket, Target target, boolean fastGroups) {
        CertificateCatcher catcher = new CertificateCatcher();
        NoIdentity identity = new NoIdentity();
        Optional<Failure> failure = Optional.empty();
        try {
            SSLSocket tls = layered(socket, target, catcher, identity);
            if (fastGroups) {
                FastArithmetic.offer(tls);
            }
            tls.startHandshake();
            socket.completed();
            closeQuietly(tls);
        } catch (IOException | RuntimeException e) {
            // Also whatever strange certificates make the JDK's parsers throw.
            failure = Optional.of(new Failure(text(e), isBroken(e)));
        }
        return new Result(catcher.chain(), catcher.version(), catcher.suite(), identity.asked(), failure);
    }

    /// The exception's own words and those of its first cause, which say more.
    private static String text(Exception e) {
        String own = String.valueOf(e.getMessage());
        return causes(e)
                .reduce((_, cause) -> cause)
                .map(Throwable::getMessage)
                .filter(first -> !own.contains(first))
                .map(first -> own + ": " + first)
                .orElse(own);
    }

    private static Stream<Throwable> causes(Exception e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause);
    }

    /// The JDK wraps the end of a connection in an exception of TLS. A `close_notify` in place of an answer is an end
    /// like any other, for which it has nothing but a text.
    private static boolean isBroken(Exception failure) {
        return String.valueOf(failure.getMessage()).contains("close_notify")
                || causes(failure)
                        .anyMatch(cause -> cause instanceof SocketException
                                || cause instanceof EOFException
                                || cause instanceof InterruptedIOException);
    }

    private static SSLSocket layered(Socket socket, Target target, TrustManager trust, KeyManager identity)
            throws IOException {
        SSLSocket tls = (SSLSocket) context(trust, identity)
                .getSocketFactory()
                .createSocket(socket, target.expectedName(), target.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(ServerName.of(target.expectedName()));
        parameters.setApplicationProtocols(target.protocol().alpn().stream().toArray(String[]::new));
        tls.setSSLParameters(parameters);
        return tls;
    }

    /// A new one for each probe: a shared one resumes sessions, and a resumed session shows no
    /// certificate.
    private static SSLContext context(TrustManager trust, KeyManager identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity}, new TrustManager[] {trust}, RANDOM);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /// Sends close_notify, so that the server sees an orderly end.
    private static void closeQuietly(SSLSocket tls) {
        try {
            tls.close();
        } catch (IOException e) {
            // The certificate has been seen; how the server takes the end does not matter.
        }
    }
}
