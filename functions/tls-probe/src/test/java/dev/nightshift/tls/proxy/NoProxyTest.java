package dev.nightshift.tls.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The expected answers are those of golang.org/x/net/http/httpproxy, unless the row says otherwise.
class NoProxyTest {
    @ParameterizedTest(name = "no_proxy={0}: {1}:{2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org | example.org | 443 | direct",
                "example.org | www.example.org | 443 | direct",
                "example.org | badexample.org | 443 | proxy",
                "example.org | example.org.evil.test | 443 | proxy",
                "EXAMPLE.org | example.org | 443 | direct",
                ".example.org | example.org | 443 | proxy",
                ".example.org | www.example.org | 443 | direct",
                "*.example.org | example.org | 443 | proxy",
                "*.example.org | a.b.example.org | 443 | direct",
                "w*.example.org | www.example.org | 443 | proxy",
                "* | example.org | 443 | direct",
                "a.test,* | 192.0.2.7 | 443 | direct",
                "example.org:8443 | example.org | 8443 | direct",
                "example.org:8443 | www.example.org | 8443 | direct",
                "example.org:8443 | example.org | 443 | proxy",
                "192.0.2.7 | 192.0.2.7 | 443 | direct",
                "192.0.2.7 | 192.0.2.70 | 443 | proxy",
                "192.0.2.7:25 | 192.0.2.7 | 25 | direct",
                "192.0.2.7:25 | 192.0.2.7 | 443 | proxy",
                "192.0.2.0/24 | 192.0.2.255 | 443 | direct",
                "192.0.2.0/24 | 192.0.3.0 | 443 | proxy",
                "192.0.2.128/25 | 192.0.2.127 | 443 | proxy",
                "0.0.0.0/0 | 192.0.2.7 | 443 | direct",
                "0.0.0.0/0 | 2001:db8::7 | 443 | proxy",
                "0.0.0.0/0 | example.org | 443 | proxy",
                "2001:db8::7 | 2001:DB8:0::7 | 443 | direct",
                "[2001:db8::7]:8443 | 2001:db8::7 | 8443 | direct",
                "[2001:db8::7]:8443 | 2001:db8::7 | 443 | proxy",
                "2001:db8::/32 | 2001:db8:1::7 | 443 | direct",
                "2001:db8::/32 | 2001:db9::7 | 443 | proxy",
                "2001:db8::/999 | 2001:db8::7 | 443 | proxy",
                "a.test, b.test | b.test | 443 | direct",
                // Spaces separate for curl alone, a trailing dot does not count for curl and for us.
                "a.test b.test | b.test | 443 | direct",
                "a.test. | a.test | 443 | direct",
                "'' | a.test | 443 | proxy",
                ",,:443,. | a.test | 443 | proxy",
                "localhost | localhost | 443 | direct"
            })
    void endpointsAreExceptedAsInGo(String list, String host, int port, String way) {
        Target target = Target.of(host, port, Protocol.HTTPS);
        Proxies proxies = Proxies.through(HttpProxy.parse("http://proxy.test:3128"), NoProxy.parse(list));

        assertThat(proxies.of(target.host(), target.port()).isPresent() ? "proxy" : "direct")
                .isEqualTo(way);
    }

    @Test
    void theEnvironmentNamesTheProxyAndLoopbackIsDirect() {
        assertThat(ways(Map.of("https_proxy", "http://u:p@proxy.test:3128", "no_proxy", "b.test")))
                .isEqualTo("http://proxy.test:3128 direct direct direct direct");
        assertThat(ways(Map.of("HTTPS_PROXY", "proxy.test:3128", "NO_PROXY", "a.test")))
                .isEqualTo("direct http://proxy.test:3128 direct direct direct");
        assertThat(ways(Map.of("https_proxy", "proxy.test", "HTTPS_PROXY", "other.test")))
                .isEqualTo("http://proxy.test:80 http://proxy.test:80 direct direct direct");
        assertThat(ways(Map.of("https_proxy", " ", "http_proxy", "http://other.test:3128")))
                .isEqualTo("direct direct direct direct direct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:hunter2@proxy.test:3128",
                "socks5://user:hunter2@proxy.test:1080",
                "http://user:hunter2@",
                "http://user:hunter2@proxy.test:99999",
                "http://user:hunter2%zz@proxy.test:3128",
                "http://user:hunter2@pro xy.test:3128",
                "http://user:hunter2"
            })
    void aProxyThatCannotBeReadIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> Proxies.ofEnvironment(Map.of("https_proxy", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("https_proxy: expected ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128, '', http://proxy.test:3128",
        "http://u:p%40ss%3A+@proxy.test:3128/, Basic dTpwQHNzOis=, http://proxy.test:3128",
        "http://u:p@ss@proxy.test:3128, Basic dTpwQHNz, http://proxy.test:3128",
        "u@[2001:db8:0::1]:3128, Basic dTo=, http://[2001:db8::1]:3128"
    })
    void userAndPasswordAreSentAndNeverShown(String url, String authorization, String shown) {
        HttpProxy proxy = HttpProxy.parse(url);

        assertThat(proxy.authorization().orElse("")).isEqualTo(authorization);
        assertThat(proxy).hasToString(shown);
    }

    private static String ways(Map<String, String> environment) {
        Proxies proxies = Proxies.ofEnvironment(environment);
        return Stream.of("a.test", "b.test", "localhost", "127.1.2.3", "::1")
                .map(host -> proxies.of(host, 443))
                .map(proxy -> proxy.map(Object::toString).orElse("direct"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void withoutVariablesNothingGoesThroughAProxy() {
        assertThat(Proxies.ofEnvironment(Map.of()).of("a.test", 443)).isEqualTo(Optional.empty());
    }
}
