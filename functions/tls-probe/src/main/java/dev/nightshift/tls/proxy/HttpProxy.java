package dev.nightshift.tls.proxy;

import dev.nightshift.tls.endpoint.HostName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A proxy that speaks HTTP and makes connections by `CONNECT`. Its password is in none of its texts.
public final class HttpProxy {
    // The user's part reaches to the last "@": a password that is not encoded must not be taken for a host.
    private static final Pattern URL = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<user>.*)@)?"
            + "(?:\\[(?<literal>[^\\]]*)\\]|(?<host>[^:/@\\[\\]]+))(?::(?<port>\\d{1,5}))?/?");
    private static final String EXPECTED = "expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT";
    private static final int USUAL_PORT = 80;
    private static final int MOST_PORT = 65_535;

    private final String host;
    private final int port;
    private final Optional<String> authorization;

    private HttpProxy(String host, int port, Optional<String> authorization) {
        this.host = host;
        this.port = port;
        this.authorization = authorization;
    }

    /// Reads a URL as in `https_proxy`; the scheme may be missing. User and password are percent-encoded.
    ///
    /// @throws IllegalArgumentException saying what would be right, without what was written
    public static HttpProxy parse(String text) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String scheme = url.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw new IllegalArgumentException(EXPECTED + ": proxies that speak TLS or SOCKS are not supported");
        }
        int port = url.group("port") == null ? USUAL_PORT : Integer.parseInt(url.group("port"));
        String host = url.group("literal") == null ? url.group("host") : url.group("literal");
        if (port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("expected a port from 1 to " + MOST_PORT);
        }
        return new HttpProxy(
                HostName.canonical(host),
                port,
                Optional.ofNullable(url.group("user")).map(HttpProxy::basic));
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /// Whether user and password were given.
    public boolean hasCredentials() {
        return authorization.isPresent();
    }

    /// The value of `Proxy-Authorization` (RFC 7617).
    Optional<String> authorization() {
        return authorization;
    }

    /// The URL without user and password.
    @Override
    public String toString() {
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static String basic(String user) {
        int colon = user.indexOf(':');
        String decoded = colon < 0
                ? decoded(user) + ":"
                : decoded(user.substring(0, colon)) + ":" + decoded(user.substring(colon + 1));
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        try {
            // To the decoder of forms a plus sign is a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("expected a percent sign in user and password to be written as %25");
        }
    }
}
