package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cold start pays for every class.
class LoadedClassesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "groups": ["shop-blue"]          | false
            "instances": {"Service": "shop"} | false
            "services": ["shop/web"]         | true
            """)
    void aClientIsLoadedWhereItIsUsedAlone(String source, boolean loads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        OneRun.class.getName(),
                        source)
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(log).isZero();
        assertThat(log)
                .contains("dev.nightshift.liveips.AwsScout ")
                .doesNotContain("awssdk.services.ec2.Ec2Client ", "awssdk.services.autoscaling.");
        assertThat(log.contains("awssdk.services.ecs.")).isEqualTo(loads);
    }

    static final class OneRun {
        private OneRun() {}

        public static void main(String[] arguments) {
            try (Runs runs = new Runs()) {
                runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
                runs.takes(arguments[0]);
                runs.run();
            }
        }
    }
}
