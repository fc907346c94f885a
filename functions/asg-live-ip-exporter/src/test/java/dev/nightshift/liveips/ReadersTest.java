package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.kit.Json;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The programs that a list is written for, where they are installed; `-Dnightshift.readers=required` makes their
/// absence a failure.
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
                        entry("i-0123456789abcdef1", "2001:db8::1")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void nginxTakesTheUpstream(List<Entry> entries) throws IOException, InterruptedException {
        Path upstream = write("shop.conf", Format.NGINX, entries);
        Path main = Files.writeString(folder.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                    include %2$s;
                    server { listen 127.0.0.1:1; location / { proxy_pass http://shop; } }
                }
                """.formatted(folder, upstream));

        assertThat(accepted("nginx", "-t", "-c", main.toString())).contains("test is successful");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void haproxyTakesTheBackend(List<Entry> entries) throws IOException, InterruptedException {
        Path backend = write("shop.cfg", Format.HAPROXY, entries);
        Path main = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend web
                    bind 127.0.0.1:1
                    default_backend shop
                """);

        assertThat(accepted("haproxy", "-c", "-f", main.toString(), "-f", backend.toString()))
                .doesNotContain("[WARNING]", "[ALERT]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void ansibleReadsTheHosts(List<Entry> entries) throws IOException, InterruptedException {
        Path inventory = write("shop.ini", Format.ANSIBLE, entries);

        String list = accepted("ansible-inventory", "-i", inventory.toString(), "--list");

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
        Path targets = write("shop.json", Format.FILE_SD, entries);
        Path main = Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: shop
                    file_sd_configs:
                      - files: [%s]
                """.formatted(targets));

        assertThat(accepted("promtool", "check", "config", main.toString())).contains("SUCCESS");
    }

    /// The JDK reads such a file in the place of `/etc/hosts` (*Networking properties*,
    /// `jdk.net.hosts.file`).
    @ParameterizedTest
    @MethodSource("lists")
    void aResolverFindsTheHosts(List<Entry> entries) throws IOException, InterruptedException {
        Path hosts = write("hosts", Format.HOSTS, entries);
        for (String instance : entries.stream().map(Entry::instance).distinct().toList()) {
            String[] expected = entries.stream()
                    .filter(entry -> entry.instance().equals(instance))
                    .map(entry -> entry.address().ip().getHostAddress())
                    .toArray(String[]::new);
            assertThat(output(
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

    private Path write(String file, Format format, List<Entry> entries) throws IOException {
        return Files.writeString(folder.resolve(file), new Form(format, Optional.of(8080)).body("shop", entries));
    }

    private static String accepted(String... command) throws IOException, InterruptedException {
        boolean required = "required".equals(System.getProperty("nightshift.readers"));
        assumeTrue(required || isInstalled(command[0]), command[0] + " is not installed");
        return output(command);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(searchPath().split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    // Debian keeps servers where only root looks for them.
    private static String searchPath() {
        return System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    }

    private static String output(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", searchPath());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
