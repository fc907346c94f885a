package dev.nightshift.local.ops.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.site.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    private static final String SITE = """
            site: acme
            zone: UTC
            functions:
              asg-live-ip-exporter:
                memoryMiB: 2048
                outputs: {shop: {groups: [shop], publish: [{to: s3, key: shop.txt, format: plain}]}}
              parameter-store-rotator: {memoryMiB: 768, paths: [/acme/]}
              ssl-expiry-checker: {endpoints: [www.acme.example]}
              ssl-expiry-checker@internal: {memoryMiB: 256, endpoints: [db.acme.example]}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "asg-live-ip-exporter,        2048, 2",
        "parameter-store-rotator,     768, 15",
        "ssl-expiry-checker,          1024, 5",
        "ssl-expiry-checker@internal, 256, 5"
    })
    void anEntryOfASiteRunsWithItsMemoryAndItsTimeout(String entry, int memoryMiB, int timeoutMinutes)
            throws IOException {
        FunctionConfiguration function = configuration(entry);

        assertThat(function.memoryMiB()).isEqualTo(memoryMiB);
        assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(timeoutMinutes));
    }

    @Test
    void theHeapIsAPartOfThatMemory() throws IOException {
        LambdaRuntime runtime = Checkout.current().runtime();

        assertThat(runtime.commandLine(configuration("ssl-expiry-checker@internal")))
                .contains("-Xmx217m");
    }

    private FunctionConfiguration configuration(String entry) throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), SITE);
        return Functions.configuration(
                Checkout.current(), SiteSettings.of(site, entry), folder.resolve("settings.json"), Map.of());
    }
}
