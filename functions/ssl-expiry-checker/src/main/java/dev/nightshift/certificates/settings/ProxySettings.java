package dev.nightshift.certificates.settings;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.tls.proxy.HttpProxy;
import dev.nightshift.tls.proxy.NoProxy;
import dev.nightshift.tls.proxy.Proxies;
import java.util.List;
import java.util.Optional;

/// The settings of a proxy. Nothing more is loaded where there is none.
final class ProxySettings {
    private ProxySettings() {}

    /// Reads the proxy and the list of what is reached without it.
    static Proxies from(Settings place, Settings except) {
        if (!place.present()) {
            if (except.present()) {
                except.problem("expected a proxy beside it");
            }
            return Proxies.NONE;
        }
        List<String> direct = except.items().stream().map(Settings::text).toList();
        return place.optional(text -> text)
                .flatMap(url -> proxy(url, place))
                .map(proxy -> Proxies.through(proxy, NoProxy.parse(String.join(",", direct))))
                .orElse(Proxies.NONE);
    }

    private static Optional<HttpProxy> proxy(String url, Settings place) {
        try {
            HttpProxy proxy = HttpProxy.parse(url);
            if (!proxy.hasCredentials()) {
                return Optional.of(proxy);
            }
            throw new IllegalArgumentException(
                    "expected http://HOST:PORT without user and password: settings are no place for secrets");
        } catch (IllegalArgumentException e) {
            // Without the value, which may hold a password.
            place.report(List.of(new Problem(place.path(), "", String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }
}
