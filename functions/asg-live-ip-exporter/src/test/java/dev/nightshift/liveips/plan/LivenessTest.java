package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;
import static dev.nightshift.liveips.Fixture.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Reason.Evidence;
import dev.nightshift.liveips.model.Verdict;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import dev.nightshift.liveips.model.Verdict.Live;
import dev.nightshift.liveips.settings.Output;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessTest {
    private static final String HTTP = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/http/1";
    private static final String GRPC = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/grpc/2";

    private static Verdict verdict(Output output, Look look) {
        List<Verdict> verdicts = new Liveness(output, look).verdicts();
        assertThat(verdicts).hasSize(1);
        return verdicts.getFirst();
    }

    private static Group group(String lifecycle, String health) {
        return new Group("shop-blue", 1, Map.of(), List.of(HTTP, GRPC), List.of(member("i-1", lifecycle, health)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            InService           | Healthy   | running       |              |
            InService           | HEALTHY   | running       |              |
            Pending             | Healthy   | running       | LIFECYCLE        | is Pending in its group
            Pending:Wait        | Healthy   | running       | LIFECYCLE        | is Pending:Wait in its group
            Standby             | Healthy   | running       | LIFECYCLE        | is Standby in its group
            Detaching           | Healthy   | running       | LIFECYCLE        | is Detaching in its group
            Warmed:Stopped      | Healthy   | running       | LIFECYCLE        | is Warmed:Stopped in its group
            Terminating         | Unhealthy | shutting-down | EC2          | is shutting-down
            ReplacingRootVolume | Healthy   | running       | GROUP        | is ReplacingRootVolume in its group
            InService           | Unhealthy | running       | GROUP        | is Unhealthy to its group
            InService           | Healthy   | pending       | EC2          | is pending
            InService           | Healthy   | stopped       | EC2          | is stopped
            InService           | Healthy   | rebooting     | EC2          | is rebooting
            """)
    void aServerIsLiveWhenItsGroupAndEc2SaySo(
            String lifecycle, String health, String state, @Nullable Evidence evidence, @Nullable String why) {
        Verdict verdict =
                verdict(output(""), look(List.of(group(lifecycle, health)), machine("i-1", state, "10.0.0.1")));

        assertThat(verdict)
                .isEqualTo(
                        evidence == null
                                ? new Live(List.of(Fixture.entry("i-1", "10.0.0.1")))
                                : new LeftOut("i-1", "shop-blue", new Reason(evidence, String.valueOf(why))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            healthy     |           |
            unavailable |           |
            initial     |           | is initial to its target group
            unused      |           | is unused to its target group
            unhealthy   |           | is unhealthy to its target group
            draining    |           | is draining to its target group
            unhealthy.draining |    | is unhealthy.draining to its target group
            healthy     | unhealthy | is unhealthy to its target group
            initial unhealthy |     | is initial to its target group
            unhealthy initial |     | is initial to its target group
            healthy draining |      | is draining to its target group
            draining healthy |      | is draining to its target group
            healthy unavailable |   |
            healthy     | healthy   |
                        | healthy   |
                        |           | is not registered with a target group
            """)
    void everyTargetGroupThatKnowsAServerMustFindItFit(
            @Nullable String http, @Nullable String grpc, @Nullable String why) {
        Verdict verdict = verdict(
                output("\"targetGroups\": [\"http\", \"" + GRPC + "\"],"),
                seenBy(Map.of(HTTP, states(http), GRPC, states(grpc))));

        assertThat(why(verdict)).isEqualTo(why == null ? "live" : why);
    }

    private static Map<String, String> states(@Nullable String state) {
        return state == null ? Map.of("i-2", "healthy") : Map.of("i-1", state, "i-2", "healthy");
    }

    private static Look seenBy(Map<String, Map<String, String>> targets) {
        Look seen = look(List.of(group("InService", "Healthy")), machine("i-1", "running", "10.0.0.1"));
        Map<String, Map<String, NavigableSet<String>>> states = new TreeMap<>();
        targets.forEach((arn, of) ->
                of.forEach((target, state) -> states.computeIfAbsent(arn, absent -> new TreeMap<>())
                        .put(target, new TreeSet<>(List.of(state.split(" "))))));
        targets.keySet().forEach(arn -> states.computeIfAbsent(arn, absent -> new TreeMap<>()));
        return new Look(seen.groups(), seen.missing(), seen.machines(), seen.gone(), states, seen.failures());
    }

    private static String why(Verdict verdict) {
        return switch (verdict) {
            case Live live -> "live";
            case LeftOut out -> out.reason().text();
        };
    }

    /// The states of i-1 and of another target.
    @ParameterizedTest
    @CsvSource({
        "unhealthy, unhealthy, true,  live",
        "unhealthy, draining,  true,  live",
        "unhealthy, healthy,   true,  is unhealthy to its target group",
        "unhealthy, unhealthy, false, is unhealthy to its target group",
        "draining,  unhealthy, true,  is draining to its target group",
        "draining,  draining,  true,  is draining to its target group"
    })
    void targetsThatAreAllUnhealthyStayAsTheLoadBalancerRoutesToThem(
            String state, String other, boolean failOpen, String why) {
        Output output = output("\"targetGroups\": [\"http\"], \"failOpen\": " + failOpen + ",");

        assertThat(why(verdict(output, seenBy(Map.of(HTTP, Map.of("i-1", state, "i-2", other))))))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "initial unhealthy, initial,        is unhealthy to its target group",
        "unused initial,    initial,        is unused to its target group",
        "initial unused,    unused,         is initial to its target group",
        "unhealthy draining, initial,       is draining to its target group"
    })
    void aServerWithSeveralPortsIsAsGoodAsTheWorstOfThem(String states, String fit, String why) {
        Output output = output("\"targetGroups\": [\"http\"], \"targetStates\": [\"" + fit + "\"],");

        assertThat(why(verdict(output, seenBy(Map.of(HTTP, Map.of("i-1", states, "i-2", "healthy"))))))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.0.0.9", "2001:db8::9"})
    void aTargetMayBeRegisteredByAnyAddressOfItsInterfaces(String target) {
        Machine.Interface second = new Machine.Interface(
                1, List.of(Fixture.address("10.0.0.9")), Optional.empty(), List.of(Fixture.address("2001:db8::9")));
        Machine machine = new Machine(
                "i-1",
                "running",
                "shop-blue",
                Optional.of(Fixture.address("10.0.0.1")),
                Optional.empty(),
                List.of(second));
        Look seen = look(List.of(group("InService", "Healthy")), machine);
        Look known = new Look(
                seen.groups(),
                seen.missing(),
                seen.machines(),
                seen.gone(),
                Map.of(HTTP, Map.of(target, new TreeSet<>(List.of("healthy")))),
                seen.failures());

        assertThat(why(verdict(output("\"targetGroups\": [\"http\"],"), known))).isEqualTo("live");
    }

    @Test
    void aTargetMayBeRegisteredByItsAddress() {
        assertThat(why(verdict(
                        output("\"targetGroups\": [\"http\"],"), seenBy(Map.of(HTTP, Map.of("10.0.0.1", "healthy"))))))
                .isEqualTo("live");
    }

    @ParameterizedTest
    @CsvSource({"initial", "unused"})
    void statesThatTheSettingsAddAreFit(String state) {
        Output output = output("\"targetGroups\": [\"http\"], \"targetStates\": [\"" + state + "\"],");

        assertThat(why(verdict(output, seenBy(Map.of(HTTP, Map.of("i-1", state))))))
                .isEqualTo("live");
    }

    @Test
    void aTargetGroupThatCouldNotBeReadAddsNobodyAndRemovesNobody() {
        Verdict verdict = verdict(output("\"targetGroups\": [\"http\"],"), seenBy(Map.of()));

        assertThat(((LeftOut) verdict).reason().isPositive()).isFalse();
    }

    @Test
    void aTargetGroupThatNoGroupIsAttachedToIsNoReasonEither() {
        Verdict verdict = verdict(output("\"targetGroups\": [\"other\"],"), seenBy(Map.of()));

        assertThat(((LeftOut) verdict).reason())
                .isEqualTo(Reason.none("is in a group that is attached to none of the target groups"));
    }

    @Test
    void aMemberThatEc2HasNotShownYetIsLeftOutWithoutAPositiveReason() {
        Verdict verdict = verdict(output(""), look(List.of(group("InService", "Healthy"))));

        assertThat(verdict).isEqualTo(new LeftOut("i-1", "shop-blue", Reason.none("was not shown by EC2")));
    }

    @Test
    void aServerWithoutAnAddressOfTheWantedKindIsLeftOut() {
        Verdict verdict = verdict(
                output("\"addresses\": \"public-ipv4\","),
                look(List.of(group("InService", "Healthy")), machine("i-1", "running", "10.0.0.1")));

        assertThat(verdict).isEqualTo(new LeftOut("i-1", "shop-blue", Reason.address("has no public IPv4 address")));
    }

    @Test
    void groupsAreSelectedByNameOrByAllTheirTags() {
        Group tagged = new Group(
                "blue",
                1,
                Map.of("Service", "shop", "Stage", "prod"),
                List.of(),
                List.of(member("i-1", "InService", "Healthy")));
        Group other = new Group(
                "green", 1, Map.of("Service", "shop"), List.of(), List.of(member("i-2", "InService", "Healthy")));
        Output output = Fixture.read("""
                        {"zone": "UTC", "outputs": {"shop": {"tagged": {"Service": "shop", "Stage": "prod"},
                         "publish": [{"to": "s3", "key": "shop"}]}}}
                        """.replace("\"key\": \"shop\"", "\"key\": \"shop\", \"format\": \"plain\""))
                .outputs()
                .getFirst();
        Look seen = look(
                List.of(tagged, other), machine("i-1", "running", "10.0.0.1"), machine("i-2", "running", "10.0.0.2"));

        assertThat(new Liveness(output, seen).verdicts())
                .containsExactly(
                        new Live(List.of(new Entry(Fixture.address("10.0.0.1"), "i-1", "blue", "eu-central-1a"))));
    }
}
