package dev.nightshift.certificates.settings;

import static dev.nightshift.certificates.Fixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.Limits;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Thresholds;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerConfigTest {
    @Test
    void aHostIsEnough() {
        CheckerConfig config = config("{\"zone\": \"UTC\", \"endpoints\": [\"example.org\"]}");

        assertThat(config.endpoints()).extracting(Target::label).containsExactly("example.org:443");
        assertThat(config.endpoints().getFirst().thresholds()).isEqualTo(Thresholds.DEFAULT);
        assertThat(config.every()).isEqualTo(Duration.ofHours(1));
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void everythingCanBeSaid() {
        CheckerConfig config = config("""
                {"zone": "Europe/Berlin", "every": "30 minutes", "patience": "5 s", "inFlight": 800,
                 "endpoints": ["smtp://mail.test:25 warn=20d", "[2001:db8::1]:8443 sni=a.test"],
                 "sources": ["s3://lists/targets.txt", "ssm:/acme/targets"], "allowPort25": true,
                 "thresholds": {"notice": "40d/30%"}, "inventory": {"acm": true}, "metricsFor": ["a.test:443"]}""");

        assertThat(config.endpoints())
                .extracting(Target::label)
                .containsExactly("smtp://mail.test:25", "[2001:db8::1]:8443 (a.test)");
        assertThat(config.endpoints().getFirst().thresholds().warn()).hasToString("20d");
        assertThat(config.syntax().thresholds().notice()).hasToString("40d/30%");
        assertThat(config.sources())
                .containsExactly(new Source.S3Object("lists", "targets.txt"), new Source.Parameter("/acme/targets"));
        assertThat(config.inventory()).isEqualTo(new Inventories(true, false, false, false, false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"zone\": \"UTC\"} | endpoints: expected endpoints, sources or an inventory: there is nothing to look at",
                "{\"zone\": \"UTC\", \"endpoints\": [\"mail.test:25\"]} | endpoints[0]: \"mail.test:25\": AWS blocks port 25 for functions outside a VPC: use 587, or set allowPort25: true",
                "{\"zone\": \"UTC\", \"endpoints\": [\"straße.test\"]} | endpoints[0]: \"straße.test\": expected an ASCII host name: write the A-label (xn--...)",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test ca=acme\"]} | endpoints[0]: \"a.test ca=acme\": expected one of the names under ca: []",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"sources\": [\"lists/targets.txt\"]} | sources[0]: \"lists/targets.txt\": expected s3://BUCKET/KEY or ssm:NAME",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"every\": \"7 minutes\"} | every: \"7 minutes\": expected minutes that divide an hour or hours that divide a day, such as 60 minutes",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"every\": \"90 minutes\"} | every: \"90 minutes\": expected minutes that divide an hour or hours that divide a day, such as 60 minutes",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"every\": \"5 hours\"} | every: \"5 hours\": expected minutes that divide an hour or hours that divide a day, such as 60 minutes",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"every\": \"48 hours\"} | every: \"48 hours\": expected minutes that divide an hour or hours that divide a day, such as 60 minutes",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"inFlight\": 801} | inFlight: \"801\": expected a whole number from 1 to 800",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"dane\": true} | dane: \"true\": expected the address of a resolver, such as 192.0.2.53 or [2001:db8::53]:53",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"noProxy\": [\"b.test\"]} | noProxy: \"[b.test]\": expected a proxy beside it",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"thresholds\": {\"crit\": \"soon\"}} | thresholds.crit: \"soon\": expected days and/or a percentage, like 30d, 25% or 30d/25%",
                "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"ca\": {\"acme\": \"no certificate\"}} | ca.acme: \"no certificate\": acme: expected certificates in PEM or DER form"
            })
    void whatIsWrongIsNamedWithItsPlaceAndWhatWouldBeRight(String json, String problem) {
        assertThatThrownBy(() -> config(json)).hasMessage("test: " + problem);
    }

    @Test
    void endpointsAreReachedThroughTheProxyExceptThoseListed() {
        CheckerConfig config = config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"],"
                + " \"proxy\": \"http://proxy.test:3128\", \"noProxy\": [\"internal.test\", \"10.0.0.0/8\"]}");

        assertThat(config.proxies().of("a.test", 443)).get().hasToString("http://proxy.test:3128");
        assertThat(config.proxies().of("db.internal.test", 5432)).isEmpty();
        assertThat(config.proxies().of("10.1.2.3", 443)).isEmpty();
    }

    @Test
    void aPasswordOfTheProxyIsRefusedAndNotShown() {
        assertThatThrownBy(() -> config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"],"
                        + " \"proxy\": \"http://user:hunter2@proxy.test:3128\"}"))
                .hasMessage("test: proxy: expected http://HOST:PORT without user and password:"
                        + " settings are no place for secrets");
        assertThatThrownBy(() -> config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"],"
                        + " \"proxy\": \"https://user:hunter2@proxy.test:3128\"}"))
                .hasMessageStartingWith("test: proxy: expected http://HOST:PORT")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatAVantagePointKeepsIsApartFromWhatOthersKeep() {
        String only = "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"]";

        assertThat(config(only + "}").prefix()).isEqualTo("state/ssl-expiry-checker/");
        assertThat(config(only + ", \"vantage\": \"internal\"}").prefix())
                .isEqualTo("state/ssl-expiry-checker-internal/");
    }

    @Test
    void atMostTwentyEndpointsHaveAMetricOfTheirOwn() {
        assertThat(config(withMetrics(20)).metricsFor()).hasSize(20);
        assertThatThrownBy(() -> config(withMetrics(21)))
                .hasMessageContaining("metricsFor: ")
                .hasMessageContaining("expected at most 20 endpoints: each metric is billed");
    }

    private static String withMetrics(int number) {
        String labels = IntStream.range(0, number)
                .mapToObj(i -> "\"h" + i + ".test:443\"")
                .collect(Collectors.joining(", "));
        return "{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"metricsFor\": [" + labels + "]}";
    }
}
