package dev.nightshift.liveips.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Groups of another account and region, beside one's own.
class PlacesTest {
    private static final String THEIRS = "444455556666";
    private static final String AWAY = "eu-west-1";

    @AutoClose
    private final Runs runs = new Runs();

    @BeforeEach
    void anOutputHereAndOneThere() {
        runs.config = Fixture.read("""
                {"zone": "UTC", "watch": {"regions": ["eu-west-1"], "accounts": ["%s"], "roleName": "nightshift", "externalId": "acme"},
                 "outputs": {
                  "ours": {"groups": ["shop"], "publish": [{"to": "s3", "key": "live/ours", "format": "plain"}]},
                  "theirs": {"account": "%s", "region": "%s", "groups": ["shop"],
                             "publish": [{"to": "s3", "key": "live/theirs", "format": "plain"}]}}}
                """.formatted(THEIRS, THEIRS, AWAY));
        runs.aws.autoScaling("eu-central-1").group("shop").serving(runs.launch(1));
        Instance[] away = {
            runs.aws.ec2(THEIRS, AWAY).launch("m7g.large"),
            runs.aws.ec2(THEIRS, AWAY).launch("m7g.large")
        };
        runs.aws.autoScaling(THEIRS, AWAY).group("shop").serving(away);
    }

    private void theyTrust(String externalId) {
        runs.aws.register(
                new Role(THEIRS, "nightshift", IamPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Resource": "*",
                               "Action": ["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstances"]}}
                """), TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "123456789012"},
                               "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}}
                """.formatted(externalId))));
    }

    private List<String> lines(String key) {
        return runs.aws.s3("eu-central-1").bucket("live").object(key).stream()
                .flatMap(object -> object.text().lines())
                .toList();
    }

    @Test
    void anotherAccountIsReadByItsRoleAndPublishedAtHome() {
        theyTrust("acme");

        runs.run();

        assertThat(lines("live/ours")).hasSize(1);
        assertThat(lines("live/theirs")).hasSize(2);
        assertThat(runs.calls())
                .isEqualTo(
                        "{AssumeRole=1, DescribeAutoScalingGroups=2, DescribeInstances=2, GetObject=4, PutObject=4}");
        assertThat(runs.aws.calls().of("ec2", "DescribeInstances"))
                .extracting(Call::region)
                .containsExactlyInAnyOrder("eu-central-1", AWAY);
    }

    @Test
    void anAccountThatTrustsUsNoMoreKeepsItsListAndHoldsUpNoOther() {
        theyTrust("acme");
        runs.run();
        List<String> before = lines("live/theirs");
        theyTrust("somebody else");
        runs.aws.autoScaling("eu-central-1").group("shop").serving(runs.launch(1));

        List<Outcome> outcomes = runs.run();

        assertThat(lines("live/ours")).hasSize(2);
        assertThat(lines("live/theirs")).isEqualTo(before);
        Set<String> blind = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Settled(Publication one)
                        && one.decision().blind())
                .map(outcome -> outcome.output().name())
                .collect(Collectors.toSet());
        assertThat(blind).containsExactly("theirs");
        assertThat(runs.told)
                .anySatisfy(message -> assertThat(message)
                        .contains("Auto Scaling in eu-west-1 of account 444455556666 could not be asked"));
    }
}
