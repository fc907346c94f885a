package dev.nightshift.liveips.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.model.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parameters of servers, as the settings take them and as nginx and HAProxy do: see [Reader].
class ServerParametersTest {
    @TempDir
    private Path folder;

    private static Form form(String keys) {
        return Fixture.read("""
                        {"zone": "UTC", "outputs": {"shop": {"groups": ["blue"],
                         "publish": [{"to": "s3", "key": "shop", %s}]}}}
                        """.formatted(keys))
                .outputs()
                .getFirst()
                .publish()
                .getFirst()
                .form();
    }

    private static Form nginx(String parameters) {
        return form("\"format\": \"nginx\", \"port\": 8080, \"parameters\": \"%s\"".formatted(parameters));
    }

    private static Form haproxy(String parameters) {
        return form("\"format\": \"haproxy\", \"port\": 8080, \"parameters\": \"%s\"".formatted(parameters));
    }

    @Test
    void parametersFollowTheAddressOfEachServer() {
        assertThat(nginx(" max_fails=3  fail_timeout=10s ").body("shop", FormatTest.THREE))
                .isEqualTo("""
                        upstream shop {
                            server 10.0.0.9:8080 max_fails=3 fail_timeout=10s; # i-2
                            server 10.0.0.10:8080 max_fails=3 fail_timeout=10s; # i-1
                            server [2001:db8::1]:8080 max_fails=3 fail_timeout=10s; # i-1-v6
                        }
                        """);
        assertThat(form("""
                "format": "haproxy", "port": 8080, "checkPort": 8081, "parameters": "inter 5s fall 3"
                """).body("shop", FormatTest.THREE)).isEqualTo("""
                        backend shop
                            server i-2 10.0.0.9:8080 check port 8081 inter 5s fall 3
                            server i-1 10.0.0.10:8080 check port 8081 inter 5s fall 3
                            server i-1-v6 [2001:db8::1]:8080 check port 8081 inter 5s fall 3
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight=1",
                "weight=65535",
                "max_conns=0",
                "max_conns=1000000",
                "max_fails=0",
                "max_fails=1000000",
                "fail_timeout=1s",
                "fail_timeout=86400s",
                "fail_timeout=1440m",
                "fail_timeout=24h",
                "fail_timeout=1d",
                "weight=5 max_conns=100 max_fails=3 fail_timeout=10s"
            })
    void nginxTakesWhatTheSettingsTake(String parameters) throws IOException, InterruptedException {
        Form form = nginx(parameters);

        for (List<Entry> entries : List.of(FormatTest.THREE, List.<Entry>of())) {
            assertThat(Reader.nginx(folder, form.body("shop", entries)))
                    .contains("test is successful")
                    .doesNotContain("[warn]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight 1",
                "weight 256",
                "maxconn 1",
                "maxconn 1000000",
                "minconn 5",
                "minconn 5 maxconn 3",
                "maxqueue 0",
                "inter 1ms",
                "inter 86400000ms",
                "inter 1d fastinter 24h downinter 1440m",
                "rise 1 fall 1",
                "rise 1000000 fall 1000000",
                "slowstart 1ms",
                "observe layer4 error-limit 1 on-error mark-down",
                "on-error fastinter",
                "on-error fail-check",
                "on-error sudden-death",
                "on-marked-down shutdown-sessions",
                "send-proxy",
                "send-proxy-v2 check-send-proxy",
                "ssl verify none",
                "ssl verify required ca-file @system-ca verifyhost shop.example.com check-sni shop.example.com",
                "check-ssl verify none",
                "check-ssl ca-file @system-ca",
                "verify required"
            })
    void haproxyTakesWhatTheSettingsTakeInEitherMode(String parameters) throws IOException, InterruptedException {
        Form form = haproxy(parameters);

        for (String mode : List.of("http", "tcp")) {
            for (List<Entry> entries : List.of(FormatTest.THREE, List.<Entry>of())) {
                assertThat(Reader.haproxy(folder, mode, form.body("shop", entries)))
                        .doesNotContain("[WARNING]", "[ALERT]");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void haproxyChecksAtAnotherPort(int port) throws IOException, InterruptedException {
        Form form = form("\"format\": \"haproxy\", \"port\": 8080, \"checkPort\": " + port);

        assertThat(Reader.haproxy(folder, "http", form.body("shop", FormatTest.THREE)))
                .doesNotContain("[WARNING]", "[ALERT]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nginx   | weight=0          | expected a whole number from 1 to 65535 for weight
            nginx   | weight            | expected a whole number from 1 to 65535 for weight
            nginx   | max_fails=-1      | expected a whole number from 0 to 1000000 for max_fails
            nginx   | max_conns=1000001 | expected a whole number from 0 to 1000000 for max_conns
            nginx   | fail_timeout=10   | expected a time with its unit, such as 10s, from 1s to 1d for fail_timeout
            nginx   | fail_timeout=0s   | expected a time with its unit, such as 10s, from 1s to 1d for fail_timeout
            nginx   | fail_timeout=2d   | expected a time with its unit, such as 10s, from 1s to 1d for fail_timeout
            nginx   | fail_timeout=5000ms | expected a time with its unit, such as 10s, from 1s to 1d for fail_timeout
            nginx   | weight=1 weight=2 | expected weight once
            nginx   | weight=1;         | expected a whole number from 1 to 65535 for weight
            nginx   | weight=1;} include /etc/passwd; | expected a whole number from 1 to 65535 for weight
            nginx   | backup            | expected parameters out of fail_timeout, max_conns, max_fails, weight
            nginx   | down              | expected parameters out of fail_timeout, max_conns, max_fails, weight
            nginx   | slow_start=30s    | expected parameters out of fail_timeout, max_conns, max_fails, weight
            nginx   | resolve           | expected parameters out of fail_timeout, max_conns, max_fails, weight
            nginx   | # weight=1        | expected parameters out of fail_timeout, max_conns, max_fails, weight
            haproxy | weight 0          | expected a whole number from 1 to 256 for weight
            haproxy | weight            | expected a whole number from 1 to 256 for weight
            haproxy | weight rise 3     | expected a whole number from 1 to 256 for weight
            haproxy | maxconn 9999999999 | expected a whole number from 1 to 1000000 for maxconn
            haproxy | inter 5           | expected a time with its unit, such as 10s, from 1ms to 1d for inter
            haproxy | inter 0s          | expected a time with its unit, such as 10s, from 1ms to 1d for inter
            haproxy | inter 25d         | expected a time with its unit, such as 10s, from 1ms to 1d for inter
            haproxy | inter 1d1h        | expected a time with its unit, such as 10s, from 1ms to 1d for inter
            haproxy | ssl               | expected ssl with ca-file @system-ca or verify none: HAProxy takes it with one of them only
            haproxy | check-ssl verify required | expected ssl with ca-file @system-ca or verify none: HAProxy takes it with one of them only
            haproxy | ssl verifyhost none | expected ssl with ca-file @system-ca or verify none: HAProxy takes it with one of them only
            haproxy | ssl ca-file /etc/ssl/ca.pem | expected @system-ca for ca-file
            haproxy | verifyhost $(id)  | expected a host's name for verifyhost
            haproxy | rise 3 rise 4     | expected rise once
            haproxy | weight 1\\\\nbackend  | expected a whole number from 1 to 256 for weight
            haproxy | backup weight 1   | expected parameters out of ca-file, check-send-proxy, check-sni, check-ssl,
            haproxy | weight 1\\\\nbackend other | expected a whole number from 1 to 256 for weight
            haproxy | weight 1\\nbackend other | expected parameters out of ca-file, check-send-proxy, check-sni, check-ssl,
            haproxy | proto h2          | expected parameters out of ca-file, check-send-proxy, check-sni, check-ssl,
            haproxy | id 5              | expected parameters out of ca-file, check-send-proxy, check-sni, check-ssl,
            plain   | weight=1          | expected no parameters: nginx and haproxy alone have them
            """)
    void whatAReaderRefusesOrUnderstandsOtherwiseIsRefusedWithWhatWouldBeRight(
            String format, String parameters, String message) {
        assertThatThrownBy(() -> form(
                        "\"format\": \"%s\", \"port\": 8080, \"parameters\": \"%s\"".formatted(format, parameters)))
                .hasMessageContaining("settings.json: outputs.shop.publish[0].parameters: \"")
                .hasMessageContaining("\": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "format": "haproxy"                                      | port: expected a port: HAProxy checks a server at the port that its line has
            "format": "haproxy", "checkPort": 8081                   | port: expected a port: HAProxy checks a server at the port that its line has
            "format": "haproxy", "port": 8080, "checkPort": 0        | checkPort: "0": expected a whole number from 1 to 65535
            "format": "haproxy", "port": 8080, "checkPort": 65536    | checkPort: "65536": expected a whole number from 1 to 65535
            "format": "nginx", "port": 8080, "checkPort": 8081       | checkPort: "8081": expected no port for checks: haproxy alone has one, and nginx checks by its requests
            "format": "nginx_allow", "port": 8080                    | port: "8080": expected no port: nginx allows addresses, at all ports
            """)
    void aPortThatItsReaderHasNoUseForOrLacksIsRefused(String keys, String message) {
        assertThatThrownBy(() -> form(keys)).hasMessageContaining("settings.json: outputs.shop.publish[0]." + message);
    }
}
