package dev.nightshift.liveips;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.look.AwsApis;
import dev.nightshift.liveips.look.AwsScout;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.settings.DnsRecords;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import dev.nightshift.liveips.sink.PrefixListSink;
import dev.nightshift.liveips.sink.Route53Sink;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.local.aws.MotoServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// The requests that are made without a client of the SDK, and what is published elsewhere than in objects and
/// parameters, as moto takes them: a second opinion beside the embedded endpoint, where moto is installed;
/// `-Dnightshift.moto=required` makes its absence a failure.
class MotoLooksTest {
    private static Optional<MotoServer> server = Optional.empty();

    @BeforeAll
    static void start() {
        server = MotoServer.start();
        assumeTrue(server.isPresent(), "there is no moto_server on the PATH");
    }

    @AfterAll
    static void stop() {
        server.ifPresent(MotoServer::close);
    }

    /// Comes, changes and goes.
    private static String published(Sink sink, Function<List<Entry>, String> body) {
        StringBuilder held = new StringBuilder();
        for (List<Integer> servers : List.of(List.of(1, 2), List.of(2, 3), List.<Integer>of())) {
            List<Entry> entries = servers.stream()
                    .map(n -> Fixture.entry("i-" + n, "10.0.0." + n))
                    .toList();
            if (sink.read() instanceof Reading.Held(Optional<String> before, String token)) {
                sink.write(body.apply(entries), token);
            }
            held.append(
                    sink.read() instanceof Reading.Held(Optional<String> now, String token)
                                    && now.orElse("").equals(body.apply(entries))
                            ? "as wanted, "
                            : "not as wanted, ");
        }
        return held.toString();
    }

    @ParameterizedTest
    @EnumSource
    void recordsComeAndGoInAZone(DnsRecords.Kind kind) {
        boolean srv = kind == DnsRecords.Kind.SRV;
        try (Route53Client route53 = Runs.clients(moto().endpoint()).build(Route53Client.builder())) {
            String zone = route53.createHostedZone(
                            request -> request.name(kind.name().toLowerCase(Locale.ROOT) + ".example.com")
                                    .callerReference("" + kind))
                    .hostedZone()
                    .id()
                    .replace("/hostedzone/", "");
            String name = (srv ? "_http._tcp." : "") + "shop." + kind.name().toLowerCase(Locale.ROOT) + ".example.com";
            DnsRecords records =
                    new DnsRecords(zone, name, kind, srv ? Optional.of(8080) : Optional.empty(), 60, false, "shop");

            assertThat(published(
                            new Route53Sink(Runs.clients(moto().endpoint()).route53(), records, "nightshift shop"),
                            one -> records.body("shop", one)))
                    .isEqualTo("as wanted, as wanted, as wanted, ");
            assertThat(route53.listResourceRecordSets(request -> request.hostedZoneId(zone))
                            .resourceRecordSets())
                    .extracting(ResourceRecordSet::typeAsString)
                    .containsExactlyInAnyOrder("NS", "SOA", "TXT");
        }
    }

    @Test
    void entriesComeAndGoInAPrefixList() {
        try (Ec2Client ec2 = Runs.clients(moto().endpoint()).build(Ec2Client.builder())) {
            String list = ec2.createManagedPrefixList(request ->
                            request.prefixListName("shop").addressFamily("IPv4").maxEntries(5))
                    .prefixList()
                    .prefixListId();

            assertThat(published(
                            new PrefixListSink(
                                    Runs.clients(moto().endpoint()).query("ec2", "2016-11-15"),
                                    list,
                                    "nightshift shop"),
                            entries -> Form.of(Format.PLAIN).body("shop", entries)))
                    .isEqualTo("as wanted, as wanted, as wanted, ");
        }
    }

    @Test
    void theServersOfAGroupAreSeenWithWhatBothServicesSayOfThem() throws Exception {
        autoScaling("Action=CreateLaunchConfiguration&LaunchConfigurationName=shop&ImageId=ami-12c6146b"
                + "&InstanceType=t3.micro");
        autoScaling("Action=CreateAutoScalingGroup&AutoScalingGroupName=shop-blue&LaunchConfigurationName=shop"
                + "&MinSize=0&MaxSize=5&DesiredCapacity=2&AvailabilityZones.member.1=eu-central-1a"
                + "&Tags.member.1.Key=team&Tags.member.1.Value=a%20%26%20b&Tags.member.1.PropagateAtLaunch=true");
        Output output = Fixture.read("""
                        {"zone": "UTC", "outputs": {"shop": {"groups": ["shop-blue", "none"], "publish":
                         [{"to": "s3", "key": "shop", "format": "file_sd", "labels": ["team"]}]}}}
                        """).outputs().getFirst();

        Look look = new AwsScout(new AwsApis(clients(), Watch.HERE)).look(Place.OWN, List.of(output), List.of());

        assertThat(look.failures()).isEmpty();
        assertThat(look.missing()).containsExactly("none");
        Group group = requireNonNull(look.groups().get("shop-blue"));
        assertThat(group.desired()).isEqualTo(2);
        assertThat(group.members())
                .hasSize(2)
                .allMatch(member -> member.isInService()
                        && member.isHealthy()
                        && member.zone().equals("eu-central-1a"));
        assertThat(look.machines().values())
                .hasSize(2)
                .allMatch(machine -> machine.isRunning()
                        && machine.group().equals("shop-blue")
                        && machine.privateIpv4().isPresent()
                        && "a & b".equals(machine.tags().get("team")));
        assertThat(Fixture.decided(output, look, Manifest.NONE).list()).hasSize(2);
    }

    @Test
    void anIdThatEc2DoesNotKnowIsGone() {
        Entry published = Fixture.entry("i-0123456789abcdef0", "10.0.0.9");

        Look look = new AwsScout(new AwsApis(clients(), Watch.HERE))
                .look(Place.OWN, List.of(Fixture.output("")), List.of(published));

        assertThat(look.gone()).containsExactly("i-0123456789abcdef0");
    }

    private static Clients clients() {
        return new Clients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMOTO", "secret")),
                Optional.of(moto().endpoint()));
    }

    private static void autoScaling(String form) throws Exception {
        String scope = "AKIDMOTO/20260601/eu-central-1/autoscaling/aws4_request";
        HttpRequest request = HttpRequest.newBuilder(moto().endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(form + "&Version=2011-01-01"))
                .build();
        assertThat(moto().http().send(request, BodyHandlers.ofString()))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
    }

    private static MotoServer moto() {
        return server.orElseThrow();
    }
}
