package dev.nightshift.local.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a cold start pays for does not grow unnoticed: the number of classes, which is the same in each run, and the
/// size
/// of each archive.
class ColdStartBudgetTest {
    /// The jars of the SDK that are not the client of one service.
    private static final Pattern SHARED_BY_CLIENTS = Pattern.compile(
            "(annotations|arns|auth|aws-core|checksums(-spi)?|endpoints-spi|eventstream|http-auth.*|http-client-spi"
                    + "|identity-spi|json-utils|metrics-spi|profiles|regions|retries(-spi)?|sdk-core"
                    + "|third-party-jackson-core|url-connection-client|utils(-lite)?)");

    private final Checkout checkout = Checkout.current();

    @Test
    void theStopperLoadsFewClasses() throws IOException {
        assertThat(ColdStart.classesLoaded(checkout)).isLessThanOrEqualTo(3_700);
    }

    /// The checker's holds the native library of AWS-LC.
    @ParameterizedTest
    @CsvSource({
        "weekend-instance-stopper, 5300",
        "asg-live-ip-exporter, 5300",
        "parameter-store-rotator, 7400",
        "ssl-expiry-checker, 8700"
    })
    void anArchiveIsSmall(String function, int kilobytes) throws IOException {
        assertThat(Files.size(checkout.archive(function)) / 1_000).isLessThanOrEqualTo(kilobytes);
    }

    @ParameterizedTest
    @CsvSource({"weekend-instance-stopper", "asg-live-ip-exporter", "parameter-store-rotator", "ssl-expiry-checker"})
    void noArchiveHoldsTheSdksClientOfAService(String function) throws IOException {
        assertThat(sdkJars(checkout.archive(function)))
                .isNotEmpty()
                .allMatch(jar -> SHARED_BY_CLIENTS.matcher(jar).matches());
    }

    private static List<String> sdkJars(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("lib/.*-2\\.\\d+\\.\\d+\\.jar"))
                    .map(name -> name.replaceAll("lib/|-2\\.\\d+\\.\\d+\\.jar", ""))
                    .filter(name -> !name.matches("log4j.*|slf4j.*|jackson.*|AmazonCorretto.*"))
                    .toList();
        }
    }
}
