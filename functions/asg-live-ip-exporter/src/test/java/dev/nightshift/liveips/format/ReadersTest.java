package dev.nightshift.liveips.format;

import static dev.nightshift.liveips.Fixture.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.liveips.model.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists in the programs that they are written for: see [Reader].
class ReadersTest {
    @TempDir
    private Path folder;

    static Stream<List<Entry>> lists() {
        return Stream.of(
                List.of(),
                List.of(entry("i-0123456789abcdef0", "10.0.0.9")),
                List.of(entry("i-0123456789abcdef0", "2001:db8::1")),
                List.of(
                        entry("i-0123456789abcdef0", "10.0.0.9"),
                        entry("i-0123456789abcdef1", "10.0.0.10"),
                        entry("i-0123456789abcdef1", "2001:db8::1")),
                IntStream.range(0, 1_000)
                        .mapToObj(n -> entry("i-%017x".formatted(n), "10.0." + n / 256 + "." + n % 256))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void nginxTakesTheUpstream(List<Entry> entries) throws IOException, InterruptedException {
        assertThat(Reader.nginx(folder, body(Format.NGINX, entries)))
                .contains("test is successful")
                .doesNotContain("[warn]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void nginxTakesTheAllowList(List<Entry> entries) throws IOException, InterruptedException {
        String allowed = Form.of(Format.NGINX_ALLOW).body("shop", entries);

        assertThat(Reader.nginx(folder, "", allowed))
                .contains("test is successful")
                .doesNotContain("[warn]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void haproxyTakesTheBackend(List<Entry> entries) throws IOException, InterruptedException {
        assertThat(Reader.haproxy(folder, "http", body(Format.HAPROXY, entries)))
                .doesNotContain("[WARNING]", "[ALERT]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void ansibleReadsTheHosts(List<Entry> entries) throws IOException, InterruptedException {
        Path inventory = Files.writeString(folder.resolve("shop.ini"), body(Format.ANSIBLE, entries));

        String list = Reader.accepted("ansible-inventory", "-i", inventory.toString(), "--list");

        Map<String, Object> variables = new HashMap<>();
        entries.forEach(entry -> variables.put(
                entry.name(), Map.of("ansible_host", entry.address().toString(), "ansible_port", 8080)));
        assertThat(Json.parse("ansible-inventory", list.substring(list.indexOf('{'))))
                .extracting("_meta.hostvars")
                .isEqualTo(variables);
        assertThat(list).doesNotContain("[WARNING]: Unable to parse", "Invalid characters");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void prometheusTakesTheTargets(List<Entry> entries) throws IOException, InterruptedException {
        assertThat(Reader.prometheus(folder, body(Format.FILE_SD, entries))).contains("SUCCESS");
    }

    /// The JDK reads such a file in the place of `/etc/hosts` (*Networking properties*,
    /// `jdk.net.hosts.file`).
    @ParameterizedTest
    @MethodSource("lists")
    void aResolverFindsTheHosts(List<Entry> entries) throws IOException, InterruptedException {
        Path hosts = Files.writeString(folder.resolve("hosts"), body(Format.HOSTS, entries));
        for (String instance :
                entries.stream().map(Entry::instance).distinct().limit(2).toList()) {
            String[] expected = entries.stream()
                    .filter(entry -> entry.instance().equals(instance))
                    .map(entry ->
                            InetAddress.ofLiteral(entry.address().toString()).getHostAddress())
                    .toArray(String[]::new);
            assertThat(Reader.output(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-Djdk.net.hosts.file=" + hosts,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Resolve.class.getName(),
                                    instance + ".shop")
                            .strip()
                            .split(" "))
                    .containsExactlyInAnyOrder(expected);
        }
    }

    /// Prints the addresses of a host.
    static final class Resolve {
        private Resolve() {}

        public static void main(String[] host) throws IOException {
            Arrays.stream(InetAddress.getAllByName(host[0]))
                    .forEach(address -> System.out.print(address.getHostAddress() + " "));
        }
    }

    private static String body(Format format, List<Entry> entries) {
        return Form.of(format, Optional.of(8080)).body("shop", entries);
    }
}
