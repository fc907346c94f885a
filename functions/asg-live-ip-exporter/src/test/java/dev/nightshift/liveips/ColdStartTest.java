package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cold start pays for every class.
class ColdStartTest {
    @AutoClose
    private final Runs runs = new Runs();

    private String loaded(String destination) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        runs.aws.endpoint().toString(),
                        destination)
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(log).isZero();
        return log;
    }

    @Test
    void whoPublishesObjectsLoadsNothingOfOtherSinks() throws IOException, InterruptedException {
        assertThat(loaded("{\"to\": \"s3\", \"key\": \"shop\", \"format\": \"plain\"}"))
                .contains("dev.nightshift.liveips.ObjectSink ")
                .doesNotContain(
                        "services.route53.",
                        "services.ec2.",
                        "services.ssm.",
                        "liveips.PrefixListSink ",
                        "liveips.PrefixListContent ",
                        "liveips.Route53Sink ",
                        "liveips.ZoneContent ",
                        "liveips.DnsSettings ",
                        "liveips.RecordSet ");
    }

    /// That the test above looks for classes that are loaded by whoever needs them.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"to": "prefix-list", "id": "pl-01234567"} | services.ec2.DefaultEc2Client | services.route53.
            {"to": "route53", "zone": "Z1", "under": "example.com", "name": "shop.example.com"} | services.route53.DefaultRoute53Client | services.ec2.
            """)
    void whoPublishesElsewhereLoadsThatAlone(String destination, String loaded, String not)
            throws IOException, InterruptedException {
        assertThat(loaded(destination)).contains(loaded).doesNotContain(not);
    }

    /// Reads the settings and one destination as a run does.
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) {
            Clients clients = Runs.clients(URI.create(arguments[0]));
            Output output = Fixture.read(
                            "{\"zone\": \"UTC\", \"outputs\": {\"shop\": {\"groups\": [\"shop\"], \"publish\": ["
                                    + arguments[1] + "]}}}")
                    .outputs()
                    .getFirst();
            Sinks sinks = AwsSinks.of(clients.bucket("live"), clients);
            System.out.println(sinks.of(output.publish().getFirst()).read());
        }
    }
}
