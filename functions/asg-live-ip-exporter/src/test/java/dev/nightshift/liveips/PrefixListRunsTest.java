package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ec2.PrefixList;
import dev.nightshift.local.aws.front.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole runs that publish to a prefix list in which somebody else has an entry too.
class PrefixListRunsTest {
    private static final String REGION = "eu-central-1";
    private static final int CALLS = 9;

    @AutoClose
    private final Runs runs = new Runs();

    private String group = "";
    private PrefixList list = runs.aws.ec2(REGION).prefixList("IPv4", 1);

    @BeforeEach
    void aListWithAnEntryOfSomebodyElse() {
        publishTo(10, "shop");
    }

    private void publishTo(int maxEntries, String group) {
        this.group = group;
        list = runs.aws.ec2(REGION).prefixList("IPv4", maxEntries);
        list.put("192.0.2.0/24", "office");
        runs.config = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {"shop": {"groups": ["%s"], "publish": [
                 {"to": "prefix-list", "id": "%s"}]}}}
                """.formatted(group, list.id()));
    }

    private void serve(Instance... servers) {
        runs.aws.autoScaling(REGION).group(group).serving(servers);
    }

    private void runLater() {
        runs.now = runs.now.plus(Duration.ofMinutes(5));
        runs.run();
    }

    private List<String> ours() {
        return list.entries().entrySet().stream()
                .filter(entry -> !entry.getValue().equals("office"))
                .map(entry -> entry.getKey().replace("/32", ""))
                .toList();
    }

    @Test
    void aGroupIsPublishedAndAnUnchangedOneIsNeitherWrittenNorTold() {
        serve(runs.launch(2));

        runs.run();
        assertThat(ours()).containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(runs.told).containsExactly("+2 -0 []");
        assertThat(list.entries()).containsEntry("10.0.0.11/32", "nightshift shop 247610f4");

        runLater();
        assertThat(runs.told).isEmpty();
        assertThat(runs.calls())
                .isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, DescribeManagedPrefixLists=1,"
                        + " GetManagedPrefixListEntries=1, GetObject=1}");
    }

    @Test
    void aTerminatedServerGoesAtOnce() {
        Instance[] servers = runs.launch(2);
        serve(servers);
        runs.run();

        servers[0].terminate();
        runLater();

        assertThat(runs.aws.calls().all()).hasSize(CALLS);
        assertThat(ours()).containsExactly("10.0.0.12");
        assertThat(list.entries()).containsOnlyKeys("10.0.0.12/32", "192.0.2.0/24");
        runLater();
        assertThat(runs.told).isEmpty();
    }

    @Test
    void anEntryOfSomebodyElseForOneOfOurServersIsNoNewsInLaterRuns() {
        list.put("10.0.0.11/32", "office");
        serve(runs.launch(2));

        runs.run();
        assertThat(ours()).containsExactly("10.0.0.12");
        assertThat(runs.told).containsExactly("+2 -0 []");

        runLater();
        assertThat(runs.told).isEmpty();
        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).isEmpty();
    }

    @Test
    void aFleetOf150TakesTwoRunsAndEachServerIsToldOnce() {
        publishTo(200, "large");
        serve(runs.launch(150));

        runs.run();
        assertThat(ours()).hasSize(100);
        assertThat(runs.told)
                .containsExactly("+150 -0 [prefix list " + list.id()
                        + " holds only a part of the list: a modification takes 100 changes: 50 more follow]");

        runLater();
        assertThat(ours()).hasSize(150);
        assertThat(runs.told).containsExactly("+0 -0 []");
        runLater();
        assertThat(runs.told).isEmpty();
    }

    @Test
    void aModificationThatIsUnderWayIsLeftAloneAndTheNextRunGoesOn() {
        runs.aws.ec2(REGION).settlesAfter(Duration.ofMinutes(7));
        Instance[] first = runs.launch(1);
        serve(first);
        runs.run();

        first[0].terminate();
        serve(runs.launch(2));
        runLater();
        assertThat(ours()).containsExactly("10.0.0.11");
        assertThat(runs.told)
                .containsExactly("+0 -0 [prefix list " + list.id()
                        + " cannot be read: its state is modify-in-progress; the next run looks again]");

        runLater();
        assertThat(ours()).containsExactly("10.0.0.12", "10.0.0.13");
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
    void whereverARunEndsTheNextOneMakesTheListRightAndNothingElseIsTouched(End end) {
        for (int call = 1; call <= CALLS; call++) {
            publishTo(10, "shop-" + call);
            Instance[] servers = runs.launch(3);
            for (int n = 0; n < servers.length; n++) {
                servers[n].privateIp("10.%d.0.%d".formatted(call, n));
            }
            serve(servers[0], servers[1]);
            runs.run();
            List<String> before = ours();
            servers[0].terminate();
            serve(servers[2]);

            kill(call, end);
            runLater();
            runs.aws.faults().clear();
            String where = end + " call " + call + ": " + ours();
            assertThat(ours()).as(where).hasSize(2).containsAnyElementsOf(before);
            assertThat(list.entries()).as(where).containsEntry("192.0.2.0/24", "office");

            runLater();
            assertThat(ours()).as(where).containsExactly("10.%d.0.1".formatted(call), "10.%d.0.2".formatted(call));
            assertThat(list.entries()).as(where).containsEntry("192.0.2.0/24", "office");
            runLater();
            assertThat(runs.told).as(where).isEmpty();
            runs.aws.s3(REGION).bucket("live").delete("state/asg-live-ip-exporter/shop.json");
        }
    }

    private void kill(int call, End end) {
        if (end == End.AFTER) {
            runs.aws.faults().onAny().only(call).with(new Fault.ReplyLost());
        }
        runs.aws.faults().onAny().from(call).with(new Fault.RequestLost());
    }

    /// The SDK asks again when no answer came: a modification that was made is refused the second time, as another
    /// version's, and found to be there.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8", "9"})
    void aReplyThatIsLostIsAskedForAgain(int call) {
        Instance[] first = runs.launch(1);
        serve(first);
        runs.run();
        first[0].terminate();
        serve(runs.launch(2));
        runs.aws.faults().onAny().only(call).with(new Fault.ReplyLost());

        runLater();

        assertThat(ours()).containsExactly("10.0.0.12", "10.0.0.13");
        assertThat(runs.told).containsExactly("+2 -1 []");
    }
}
