package dev.nightshift.local.ops.ips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IpsCommandTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("aws.region", "eu-central-1", "aws.accessKeyId", "AKIDEXAMPLE", "aws.secretAccessKey", "secret");

    private final LocalAws aws = LocalAws.start(InstantSource.system());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void twoServersOfWhichOneIsStandingBy() {
        ENVIRONMENT.forEach(System::setProperty);
        aws.autoScaling("eu-central-1")
                .group("shop-blue")
                .serving(aws.ec2("eu-central-1").launch("m7g.large"))
                .with(aws.ec2("eu-central-1").launch("m7g.large"), "Standby", "Healthy");
    }

    @AfterEach
    void close() {
        ENVIRONMENT.keySet().forEach(System::clearProperty);
        aws.close();
    }

    private int ips(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("ips", "--endpoint", aws.endpoint().toString()), Stream.of(arguments))
                .toList();
        return Ops.execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    @Test
    void theLiveServersAreListedAndTheOthersExplained() {
        assertThat(ips("--group", "shop-blue", "--format", "nginx", "--port", "8080", "--name", "shop"))
                .isEqualTo(ExitStatus.FINE);

        assertThat(out.toString()).matches("upstream shop \\{\n    server 10.0.0.11:8080; # i-[0-9a-f]{17}\n}\n");
        assertThat(err.toString()).matches("i-[0-9a-f]{17} of shop-blue is Standby in its group\\R");
    }

    @Test
    void aGroupThatIsUnknownIsAFinding() {
        assertThat(ips("--group", "shop-green")).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("group shop-green is not known to Auto Scaling");
    }

    @Test
    void aFormatThatIsNoneIsRefusedWithThoseThatAre() {
        assertThat(ips("--group", "shop-blue", "--format", "yaml")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString())
                .contains("\"yaml\": expected one of json, csv, plain, file_sd, nginx, haproxy, ansible, hosts");
    }
}
