package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.local.aws.Call;
import dev.nightshift.local.aws.Ec2;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.Instance;
import dev.nightshift.local.aws.LocalAws;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Whole runs over real HTTP, through the SDK: what is published, what is told, and how many calls it takes.
class AwsTest {
    private static final String KEY = "live/shop.json";

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(NOON));
    private final Ec2 ec2 = aws.ec2("eu-central-1");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final S3Client s3 = clients.build(S3Client.builder());
    private final AwsApis apis = new AwsApis(clients, Watch.HERE);
    private final List<String> told = new ArrayList<>();
    private LiveIpsConfig config = Fixture.config();

    @BeforeEach
    void thereIsABucket() {
        aws.s3("eu-central-1").bucket("live");
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    private Instance[] launch(int count) {
        return IntStream.range(0, count).mapToObj(n -> ec2.launch("m7g.large")).toArray(Instance[]::new);
    }

    private List<Outcome> run() {
        Sinks sinks = new AwsSinks(() -> s3, "live", () -> clients.build(SsmClient.builder()));
        Teller teller = new Teller() {
            @Override
            public void found(Output output, Destination destination, String generation) {
                told.add("found " + destination);
            }

            @Override
            public void tell(Publication one) {
                told.add("+%d -%d %s"
                        .formatted(
                                one.added().size(),
                                one.removed().size(),
                                one.findings().stream()
                                        .map(finding -> finding.subject() + " " + finding.why())
                                        .collect(Collectors.joining(", ", "[", "]"))));
            }
        };
        aws.calls().clear();
        told.clear();
        return new Exporter(new AwsScout(apis), sinks, teller, InstantSource.fixed(NOON))
                .bringUpToDate(config.outputs(), new Occasion(config, NOON, false));
    }

    private List<String> published() {
        return aws.s3("eu-central-1").bucket("live").object(KEY).stream()
                .flatMap(object -> Address.allIn(object.text()).stream())
                .map(Address::toString)
                .toList();
    }

    private String calls() {
        return aws.calls().all().stream()
                .collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static String id(Instance instance) {
        return instance.id();
    }

    @Test
    void aGroupIsPublishedAndAnUnchangedOneIsNeitherWrittenNorTold() {
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(2));

        run();
        assertThat(published()).containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(told).containsExactly("+2 -0 []");
        assertThat(calls()).isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=2, PutObject=2}");

        run();
        assertThat(told).isEmpty();
        assertThat(calls()).isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=2}");
    }

    /// At most ceil(G/100) + ceil(I/1000) for each 200 groups + T, two reads, and two writes if
    /// changed.
    @Test
    void aHundredAndOneGroupsOfAThousandAndOneServersTakeEightCallsAndThenSix() {
        List<String> names =
                IntStream.range(0, 101).mapToObj(n -> "group-%03d".formatted(n)).toList();
        Instance[] servers = launch(1_001);
        for (int n = 0; n < servers.length; n++) {
            aws.autoScaling("eu-central-1").group(names.get(n % 101)).serving(servers[n]);
        }
        config = Fixture.read(
                """
                {"zone": "UTC", "outputs": {"shop": {"groups": %s,
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(names.stream().map(name -> '"' + name + '"').toList(), KEY));

        run();
        assertThat(published()).hasSize(1_001);
        assertThat(calls()).isEqualTo("{DescribeAutoScalingGroups=2, DescribeInstances=2, GetObject=2, PutObject=2}");

        run();
        assertThat(calls()).isEqualTo("{DescribeAutoScalingGroups=2, DescribeInstances=2, GetObject=2}");
    }

    @Test
    void aTerminatedServerThatLostItsTagIsAskedForOnceMore() {
        Instance[] servers = launch(3);
        aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        run();
        servers[0].terminate().untag("aws:autoscaling:groupName");
        aws.autoScaling("eu-central-1").group("shop-blue").without(id(servers[0]));

        run();

        assertThat(published()).containsExactly("10.0.0.12", "10.0.0.13");
        assertThat(told).containsExactly("+0 -1 []");
        assertThat(calls()).isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=2, GetObject=2, PutObject=2}");
    }

    @Test
    void aGroupThatIsUnknownIsNamedAndKeepsItsServers() {
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        run();
        aws.autoScaling("eu-central-1").delete("shop-blue");

        run();

        assertThat(published()).containsExactly("10.0.0.11");
        assertThat(told).singleElement().asString().contains("group shop-blue is not known to Auto Scaling");
        run();
        assertThat(told).as("told once while it lasts").isEmpty();
    }

    @Test
    void anEmptyPageWithATokenIsNotTheEnd() {
        aws.autoScaling("eu-central-1").beginsWithAnEmptyPage();
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));

        run();

        assertThat(published()).containsExactly("10.0.0.11");
    }

    @Test
    void aMemberThatEc2DoesNotShowYetWaitsForTheNextRun() {
        Instance[] servers = launch(2);
        aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        servers[1].untag("aws:autoscaling:groupName");

        run();

        assertThat(published()).containsExactly("10.0.0.11");
    }

    @Test
    void aStalePageOfGroupsRemovesNobodyWhoEc2SaysBelongsThere() {
        Instance[] servers = launch(2);
        aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        run();
        aws.autoScaling("eu-central-1").group("shop-blue").without(id(servers[1]));

        run();

        assertThat(published()).containsExactly("10.0.0.11", "10.0.0.12");
    }

    /// Page 2 of 3 fails for good; servers are then asked for by their ids, zone by zone, and one
    /// zone does not answer.
    @Test
    void aFailingZoneKeepsItsServersAndTheOthersGoOn() {
        Instance[] servers = launch(2_001);
        for (int n = 0; n < servers.length; n++) {
            servers[n].zone(n % 2 == 0 ? "eu-central-1a" : "eu-central-1b");
        }
        aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        run();
        servers[0].terminate();
        servers[1_999].terminate();
        String inB = id(servers[1_999]);
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsKey("NextToken") || asked.containsValue(inB))
                .with(new Fault.Throttled());

        run();

        assertThat(published()).hasSize(2_000).doesNotContain("10.0.0.11");
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("+0 -1 [EC2 in zone eu-central-1b of its own region could not be asked:"
                        + " RequestLimitExceeded: Request limit exceeded.");
    }

    @Test
    void idsThatEc2DoesNotKnowDoNotHideTheirZone() {
        Instance[] servers = launch(3);
        aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        run();
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsKey("Filter.1.Name"))
                .with(Fault.internalError());
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsValue(id(servers[0])))
                .with(new Fault.Refused(
                        400, "InvalidInstanceID.NotFound", "The instance ID '" + id(servers[0]) + "' does not exist"));

        run();

        assertThat(published()).containsExactly("10.0.0.12", "10.0.0.13");
    }

    @ParameterizedTest
    @CsvSource({
        "autoscaling,          DescribeAutoScalingGroups, Auto Scaling in its own region could not be asked: AccessDenied: no",
        "ec2,                  DescribeInstances,         EC2 in zone eu-central-1a of its own region could not be asked: AccessDenied: no",
        "elasticloadbalancing, DescribeTargetHealth,      could not be asked in its own region: AccessDenied: no",
    })
    void whatMayNotBeAskedRemovesNobodyAndIsTold(String service, String operation, String finding) {
        String http = aws.loadBalancing("eu-central-1").targetGroup("http");
        config = Fixture.config("\"targetGroups\": [\"http\"],");
        Instance[] servers = launch(2);
        aws.autoScaling("eu-central-1").group("shop-blue").targetGroup(http).serving(servers);
        for (Instance server : servers) {
            aws.loadBalancing("eu-central-1").target(http, id(server), "healthy");
        }
        run();
        assertThat(calls()).contains("DescribeTargetHealth=1");
        aws.faults().on(service, operation).with(new Fault.Refused(403, "AccessDenied", "no"));

        List<Outcome> outcomes = run();

        assertThat(published()).containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(told).singleElement().asString().contains(finding);
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Settled.class);
    }

    @ParameterizedTest
    @CsvSource({"412, PreconditionFailed", "409, ConditionalRequestConflict", "404, NoSuchKey"})
    void alostRaceIsAReasonToLookAgainTwiceAtMost(int status, String code) {
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        aws.faults().on("s3", "PutObject").first(1).with(new Fault.Refused(status, code, "another was faster"));

        assertThat(run()).singleElement().isInstanceOf(Outcome.Settled.class);
        assertThat(published()).containsExactly("10.0.0.11");
        assertThat(aws.calls().of("autoscaling", "DescribeAutoScalingGroups")).hasSize(2);

        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        aws.faults().on("s3", "PutObject").with(new Fault.Refused(status, code, "another was faster"));
        assertThat(run()).singleElement().isInstanceOf(Outcome.Raced.class);
        assertThat(aws.calls().of("autoscaling", "DescribeAutoScalingGroups")).hasSize(3);
    }

    @Test
    void aSinkThatRefusesDoesNotStopTheOthersAndIsToldOnce() {
        config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"groups": ["shop-blue"], "publish": [
                 {"to": "s3", "key": "refused", "format": "plain"}, {"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(KEY));
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        aws.faults()
                .on("s3", "PutObject")
                .where(asked -> "refused".equals(asked.get("Key")))
                .with(new Fault.Refused(403, "AccessDenied", "no"));

        run();
        assertThat(published()).containsExactly("10.0.0.11");
        assertThat(told).containsExactly("+1 -0 [s3 refused was not written: AccessDenied: no]");
        run();
        assertThat(told).isEmpty();
    }

    @Test
    void aManifestThatCannotBeReadStopsItsOutput() {
        aws.faults()
                .on("s3", "GetObject")
                .where(asked -> "state/asg-live-ip-exporter/shop.json".equals(asked.get("Key")))
                .with(new Fault.Refused(403, "AccessDenied", "no"));

        assertThat(run())
                .containsExactly(new Outcome.Failed(
                        config.outputs().getFirst(),
                        "state/asg-live-ip-exporter/shop.json: the whole: cannot be read: AccessDenied: no"));
        assertThat(published()).isEmpty();
    }

    @Test
    void aReplyThatIsLostIsFoundToHaveBeenWritten() {
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        aws.faults().on("s3", "PutObject").first(1).with(new Fault.ReplyLost());

        run();

        assertThat(told).containsExactly("+1 -0 []");
        assertThat(aws.calls().of("autoscaling", "DescribeAutoScalingGroups")).hasSize(1);
    }

    @Test
    void groupsAreFoundByTheirTags() {
        config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"tagged": {"Service": "shop"}, "addresses": "dual",
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(KEY));
        Instance[] servers = launch(2);
        servers[0].ipv6("2001:db8::7").ipv6("2001:db8::1").publicIp("203.0.113.1");
        aws.autoScaling("eu-central-1")
                .group("shop-blue")
                .tag("Service", "shop")
                .serving(servers[0]);
        aws.autoScaling("eu-central-1").group("other").serving(servers[1]);

        run();
        assertThat(published()).containsExactly("10.0.0.11", "2001:db8::7");

        aws.autoScaling("eu-central-1").group("shop-blue").tag("Service", "other");
        config = new LiveIpsConfig(
                config.zone(),
                false,
                config.every(),
                true,
                config.staleAfter(),
                config.digestAt(),
                config.watch(),
                List.of(withGuard(config.outputs().getFirst())));
        run();
        assertThat(told).containsExactly("+0 -2 []");
    }

    private static Output withGuard(Output output) {
        return new Output(
                output.name(),
                output.place(),
                output.groups(),
                output.addresses(),
                output.targetGroups(),
                output.targetStates(),
                output.publish(),
                new Guard(100, true));
    }

    @Test
    void wildcardsInANameAreOrdinaryCharacters() {
        config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"groups": ["a*b?c\\\\d"],
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(KEY));

        run();

        assertThat(aws.calls().of("ec2", "DescribeInstances"))
                .extracting(Call::parameters)
                .extracting(asked -> asked.get("Filter.1.Value.1"))
                .containsExactly("a\\*b\\?c\\\\d");
    }

    @Test
    void whatSomebodyChangedByHandIsSetRight() {
        aws.autoScaling("eu-central-1").group("shop-blue").serving(launch(1));
        run();
        s3.putObject(
                request -> request.bucket("live").key(KEY),
                RequestBody.fromBytes("[]".getBytes(StandardCharsets.UTF_8)));

        run();

        assertThat(published()).containsExactly("10.0.0.11");
        assertThat(told).containsExactly("found s3 " + KEY);
    }
}
