package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.route53.HostedZone;
import dev.nightshift.local.aws.route53.HostedZone.RecordSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole runs that publish to names of a zone in which somebody else has records too.
class Route53RunsTest {
    private static final String REGION = "eu-central-1";
    private static final int CALLS = 7;

    @AutoClose
    private final Runs runs = new Runs();

    private final HostedZone zone = runs.aws.route53().zone("example.com");
    private String name = "";

    private void publishTo(String output, String records) {
        name = output + ".live.example.com";
        zone.put(theirs());
        String srv = records.equals("srv") ? "_http._tcp." : "";
        runs.config = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {"%s": {"groups": ["%s"], "publish": [
                 {"to": "route53", "zone": "%s", "under": "live.example.com", "name": "%s", "records": "%s"%s}]}}}
                """.formatted(
                        output, output, zone.id(), srv + name, records, srv.isEmpty() ? "" : ", \"port\": \"8080\""));
    }

    private RecordSet theirs() {
        return new RecordSet("jump." + name + ".", "A", "", 300, List.of("192.0.2.1"));
    }

    private void serve(Instance... servers) {
        runs.aws.autoScaling(REGION).group(name.replaceFirst("\\..*", "")).serving(servers);
    }

    private Instance[] launch(int call) {
        Instance[] servers = runs.launch(3);
        IntStream.range(0, servers.length).forEach(n -> servers[n].privateIp("10.%d.0.%d".formatted(call, n)));
        return servers;
    }

    private void runLater() {
        runs.now = runs.now.plus(Duration.ofMinutes(5));
        runs.run();
    }

    private List<String> ours() {
        return zone.records().stream()
                .filter(one -> one.type().equals("A") && one.name().endsWith(name + ".") && !one.equals(theirs()))
                .flatMap(one -> one.values().stream())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"address", "multivalue", "srv"})
    void aGroupIsPublishedAndAnUnchangedOneIsNeitherWrittenNorTold(String records) {
        publishTo("shop", records);
        serve(launch(1));

        runs.run();
        assertThat(ours()).containsExactly("10.1.0.0", "10.1.0.1", "10.1.0.2");
        assertThat(runs.told).containsExactly("+3 -0 []");

        runLater();
        assertThat(runs.told).isEmpty();
        assertThat(runs.calls())
                .isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=1, ListResourceRecordSets=1}");
    }

    /// Records that are no more cannot be told from records that never were: only the guard decides that a list is
    /// empty.
    @Test
    void theLastRecordGoesWhenThreeLooksAgree() {
        publishTo("shop", "address");
        Instance[] servers = launch(1);
        serve(servers);
        runs.run();
        for (Instance server : servers) {
            server.terminate();
        }

        runLater();
        assertThat(ours()).hasSize(3);
        runLater();
        assertThat(ours()).hasSize(3);
        runLater();
        assertThat(ours()).isEmpty();
        assertThat(zone.records()).contains(theirs());
        runLater();
        assertThat(runs.told).isEmpty();
    }

    @Test
    void whatSomebodyElseMadeIsToldOnceAndStays() {
        publishTo("shop", "address");
        RecordSet made = new RecordSet(name + ".", "A", "", 300, List.of("192.0.2.9"));
        zone.put(made);
        serve(launch(1));

        runs.run();
        assertThat(runs.told)
                .containsExactly("+0 -0 [route53 " + zone.id() + " shop.live.example.com was not written: "
                        + "shop.live.example.com has a record A that this output did not make: it is not changed. Remove"
                        + " it, or choose another name]");
        runLater();
        assertThat(runs.told).isEmpty();
        assertThat(zone.records()).contains(made, theirs());

        zone.remove(made);
        runLater();
        assertThat(ours()).hasSize(3);
    }

    /// A record of ours that somebody changed is a list that no run recorded.
    @Test
    void whatSomebodyChangedByHandIsSetRight() {
        publishTo("shop", "address");
        serve(launch(1));
        runs.run();
        zone.put(new RecordSet(name + ".", "A", "", 5, List.of("10.1.0.0")));

        runLater();

        assertThat(ours()).hasSize(3);
        assertThat(runs.told).containsExactly("found route53 " + zone.id() + " " + name);
    }

    /// How a call is the last of a run.
    enum End {
        BEFORE,
        AFTER
    }

    /// A run that ends at its nth call, before AWS has done anything or after, and one that follows. One server has
    /// ended, one is new, one goes on.
    @ParameterizedTest
    @EnumSource
    void whereverARunEndsTheNextOneMakesTheRecordsRightAndNothingElseIsTouched(End end) {
        for (int call = 1; call <= CALLS; call++) {
            for (String records : List.of("address", "srv")) {
                publishTo(records + call, records);
                Instance[] servers = launch(call);
                serve(servers[0], servers[1]);
                runs.run();
                assertThat(ours()).hasSize(2);
                servers[0].terminate();
                serve(servers[2]);

                kill(call, end);
                runLater();
                runs.aws.faults().clear();
                String where = end + " call " + call + " " + records + ": " + ours();
                assertThat(ours()).as(where).hasSize(2).contains("10.%d.0.1".formatted(call));
                assertThat(zone.records()).as(where).contains(theirs());

                runLater();
                assertThat(ours()).as(where).containsExactly("10.%d.0.1".formatted(call), "10.%d.0.2".formatted(call));
                assertThat(zone.records()).as(where).contains(theirs());
                runLater();
                assertThat(runs.told).as(where).isEmpty();
            }
        }
    }

    private void kill(int call, End end) {
        if (end == End.AFTER) {
            runs.aws.faults().onAny().only(call).with(new Fault.ReplyLost());
        }
        runs.aws.faults().onAny().from(call).with(new Fault.RequestLost());
    }

    /// The SDK asks again when no answer came: a batch that was made is refused the second time, and found to be there.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7"})
    void aReplyThatIsLostIsAskedForAgain(int call) {
        publishTo("shop", "address");
        Instance[] servers = launch(1);
        serve(servers[0], servers[1]);
        runs.run();
        servers[0].terminate();
        serve(servers[2]);
        runs.aws.faults().onAny().only(call).with(new Fault.ReplyLost());

        runLater();

        assertThat(ours()).containsExactly("10.1.0.1", "10.1.0.2");
        assertThat(runs.told).containsExactly("+1 -1 []");
    }

    @Test
    void aRunThatChangesSomethingHasAsManyCallsAsWereTried() {
        publishTo("shop", "address");
        Instance[] servers = launch(1);
        serve(servers[0], servers[1]);
        runs.run();
        servers[0].terminate();
        serve(servers[2]);

        runLater();

        assertThat(runs.aws.calls().all()).hasSize(CALLS);
    }
}
