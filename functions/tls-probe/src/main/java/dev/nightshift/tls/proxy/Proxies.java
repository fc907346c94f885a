package dev.nightshift.tls.proxy;

import dev.nightshift.tls.endpoint.HostName;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says through which proxy an endpoint is reached, if through any.
@FunctionalInterface
public interface Proxies {
    /// Every endpoint is reached directly.
    Proxies NONE = (host, port) -> Optional.empty();

    /// The proxy for an endpoint.
    ///
    /// @param host as in [dev.nightshift.tls.endpoint.Target#host]
    Optional<HttpProxy> of(String host, int port);

    /// Everything through one proxy, except what is listed.
    static Proxies through(HttpProxy proxy, NoProxy except) {
        return (host, port) -> except.matches(host, port) ? Optional.empty() : Optional.of(proxy);
    }

    /// What `https_proxy` and `no_proxy` say, or these names in capitals; `localhost` and loopback addresses are
    /// always reached directly, as by programs in Go.
    ///
    /// @throws IllegalArgumentException naming the variable and saying what would be right
    static Proxies ofEnvironment(Map<String, String> environment) {
        Optional<String> url = variable(environment, "https_proxy");
        if (url.isEmpty()) {
            return NONE;
        }
        HttpProxy proxy;
        try {
            proxy = HttpProxy.parse(url.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("https_proxy: " + e.getMessage(), e);
        }
        Proxies proxies = through(proxy, exceptions(environment));
        return (host, port) -> isLoopback(host) ? Optional.empty() : proxies.of(host, port);
    }

    /// What `no_proxy` lists, or `NO_PROXY`.
    static NoProxy exceptions(Map<String, String> environment) {
        return NoProxy.parse(variable(environment, "no_proxy").orElse(""));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || HostName.literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .flatMap(key -> Optional.ofNullable(environment.get(key)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
