package dev.nightshift.rotator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/// Why there is no connection to a server, where it has said nothing itself.
final class ConnectionCause {
    // pgjdbc 42.7 and MariaDB Connector/J 3.5 say these in English and give them no exception of their own.
    private static final Map<String, String> TEXTS = Map.of(
            "could not be verified by hostnameverifier", "the server's certificate is for another name",
            "SSL hostname verification failed", "the server's certificate is for another name",
            "Self signed certificates", "the server's certificate is signed by nobody who is trusted here",
            "The server does not support SSL", "the server offers no TLS",
            "ssl not enabled in the server", "the server offers no TLS",
            "Connection attempt timed out", "it does not answer in time");

    private ConnectionCause() {}

    /// As the end of a sentence. What the network and the certificates say names hosts, never a password.
    static Optional<String> of(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof IOException || root instanceof GeneralSecurityException) {
            return Optional.of(meaning(root) + root.getClass().getSimpleName() + ": " + root.getMessage());
        }
        String text = String.valueOf(e.getMessage());
        return TEXTS.entrySet().stream()
                .filter(one -> text.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String meaning(Throwable root) {
        return switch (root) {
            case UnknownHostException none -> "there is no such host: ";
            case ConnectException refused -> "nobody listens there, or a firewall refuses: ";
            case SocketTimeoutException late -> "it does not answer in time: ";
            case GeneralSecurityException untrusted -> "the server's certificate is not trusted: ";
            default -> "";
        };
    }
}
