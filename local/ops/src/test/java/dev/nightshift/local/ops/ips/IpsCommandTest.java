package dev.nightshift.local.ops.ips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpsCommandTest {
    private static final Map<String, String> ENVIRONMENT =
            // What the machine that runs the tests has of AWS is out of reach.
            Map.ofEntries(
                    Map.entry("aws.region", "eu-central-1"),
                    Map.entry("aws.accessKeyId", "AKIDEXAMPLE"),
                    Map.entry("aws.secretAccessKey", "secret"),
                    Map.entry("aws.disableEc2Metadata", "true"),
                    Map.entry("aws.configFile", "/nonexistent/config"),
                    Map.entry("aws.sharedCredentialsFile", "/nonexistent/credentials"));

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --groups-matching shop-*            | 10.0.0.11
            --tagged Service                    | 10.0.0.11
            --tagged Service=shop Stage=prod    | 10.0.0.11
            --instances Service=shop            | 10.0.0.13
            --service shop/web                  | 10.1.0.11
            --group shop-blue --service shop/web | 10.0.0.11 10.1.0.11
            """)
    void serversComeFromManySources(String options, String addresses) {
        aws.autoScaling("eu-central-1")
                .group("shop-blue")
                .tag("Service", "shop")
                .tag("Stage", "prod");
        aws.ec2("eu-central-1").launch("m7g.large").tag("Service", "shop");
        aws.ecs("eu-central-1").run("shop", "web").task();

        assertThat(ips(options.split(" "))).isEqualTo(ExitStatus.FINE);

        assertThat(out.toString().lines()).containsExactly(addresses.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --groups-matching cart-* | any group that matches cart-* is not known to Auto Scaling
            --tagged Team            | any group tagged Team is not known to Auto Scaling
            --instances Team=a       | any instance tagged Team=a is not known to EC2
            --service shop/web       | service shop/web is not known to ECS
            """)
    void aSourceThatMatchesNothingIsAFinding(String options, String finding) {
        assertThat(ips(options.split(" "))).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines(finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --format plain             | expected one of --group, --groups-matching and --tagged, or --instances, or --service
            --group a --tagged b       | expected one of --group, --groups-matching and --tagged, or --instances, or --service
            --service web              | --service: "web": expected a cluster and a service, such as shop/web
            --groups-matching a:*      | --groups-matching: "a:*": expected a pattern such as shop-*
            --service shop/web --addresses public-ipv4 | --addresses: "public-ipv4": expected private-ipv4, ipv6 or dual
            """)
    void whichServersMustBeSaid(String options, String reason) {
        assertThat(ips(options.split(" "))).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).startsWith("ops: " + reason);
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void aGroupThatIsUnknownIsAFinding() {
        assertThat(ips("--group", "shop-green")).isEqualTo(ExitStatus.FINDINGS);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("group shop-green is not known to Auto Scaling");
    }

    @Test
    void machinesGetTheListAndWhoWasLeftOutInOneTree() {
        assertThat(ips("--group", "shop-blue", "--json")).isEqualTo(ExitStatus.FINE);

        assertThat(out.toString())
                .startsWith("{\"list\":{\"v\":1,\"output\":\"live\",\"addresses\":[{\"address\":\"10.0.0.11\"")
                .contains("of shop-blue is Standby in its group\"],\"complete\":true}");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --format yaml         | --format: "yaml": expected one of json, csv, plain, file_sd, nginx,
            --port 70000          | --port: "70000": expected a whole number from 1 to 65535
            --addresses ipv5      | --addresses: "ipv5": expected private-ipv4, public-ipv4, ipv6 or dual
            --name Shop           | --name: "Shop": expected a name of 1 to 63 lower-case letters
            --json --format plain | --json is a format; expected it or --format, not both
            """)
    void aWrongOptionIsRefusedBeforeAwsIsAsked(String options, String reason) {
        ENVIRONMENT.keySet().forEach(System::clearProperty);

        assertThat(ips(("--group shop-blue " + options).split(" "))).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).startsWith("ops: " + reason);
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void withoutARegionItIsSaidWhatWouldGiveOne() {
        System.clearProperty("aws.region");

        assertThat(ips("--group", "shop-blue")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString().lines())
                .containsExactly("ops: AWS cannot be asked: the environment names no region;"
                        + " set AWS_REGION, or AWS_PROFILE to a profile with a region");
    }

    @Test
    void withoutCredentialsItIsSaidWhatWouldGiveThem() {
        System.clearProperty("aws.accessKeyId");

        assertThat(ips("--group", "shop-blue")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "ops: AWS cannot be asked: the environment gives no credentials;"
                                + " sign in (aws sso login), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
}
