package dev.nightshift.liveips.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The programs that a list is written for, where they are installed; `-Dnightshift.readers=required` makes their
/// absence a failure.
final class Reader {
    private Reader() {}

    /// What nginx says of an upstream `shop`, in a configuration that it accepts.
    static String nginx(Path folder, String upstream) throws IOException, InterruptedException {
        return nginx(folder, upstream, "proxy_pass http://shop;");
    }

    /// What nginx says of a location, in a configuration that it accepts.
    ///
    /// @param http what else its `http` block has
    static String nginx(Path folder, String http, String location) throws IOException, InterruptedException {
        Path main = Files.writeString(folder.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                    %2$s
                    server { listen 127.0.0.1:1; location / { %3$s } }
                }
                """.formatted(folder, http, location));
        return accepted("nginx", "-t", "-c", main.toString());
    }

    /// What HAProxy says of a backend `shop`, in a configuration that it accepts.
    ///
    /// @param mode `http` or `tcp`
    static String haproxy(Path folder, String mode, String backend) throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve("shop.cfg"), backend);
        Path main = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode %s
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend web
                    bind 127.0.0.1:1
                    default_backend shop
                """.formatted(mode));
        return accepted("haproxy", "-c", "-f", main.toString(), "-f", list.toString());
    }

    /// What promtool says of targets that it accepts.
    static String prometheus(Path folder, String fileSd) throws IOException, InterruptedException {
        Path targets = Files.writeString(folder.resolve("shop.json"), fileSd);
        Path main = Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: shop
                    file_sd_configs:
                      - files: [%s]
                """.formatted(targets));
        return accepted("promtool", "check", "config", main.toString());
    }

    /// What a program prints that ends well.
    static String accepted(String... command) throws IOException, InterruptedException {
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

    static String output(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", searchPath());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
