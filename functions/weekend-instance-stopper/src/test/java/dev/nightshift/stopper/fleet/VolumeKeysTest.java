package dev.nightshift.stopper.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.stopper.Ec2OverHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Keys of volumes over real HTTP: what cannot be started again is not stopped.
class VolumeKeysTest {
    @AutoClose
    private final Ec2OverHttp ec2 = new Ec2OverHttp();

    @Test
    void whatNeedsAKeyThatIsNotGrantedCouldNotBeStartedAgain() {
        String granted = ec2.aws.kms("eu-central-1").customerKey();
        String foreign = ec2.aws.kms("eu-central-1").customerKey();
        String awsOwn = ec2.aws.kms("eu-central-1").awsKey();
        List<String> ids = ec2.launch(4);
        ec2.region.instance(ids.get(1)).orElseThrow().encryptedWith(granted);
        ec2.region.instance(ids.get(2)).orElseThrow().encryptedWith(foreign);
        ec2.region.instance(ids.get(3)).orElseThrow().encryptedWith(awsOwn);
        Fleet fleet = Ec2Fleet.of(ec2.clients, List.of(granted));

        assertThat(fleet.unstartable(ids))
                .containsExactly(Map.entry(
                        ids.get(2),
                        "it could not be started again: its volumes need the key " + foreign
                                + ", which is not in volumeKeys"));
        fleet.unstartable(ids);
        assertThat(ec2.aws.calls().of("kms", "DescribeKey"))
                .as("once for each key")
                .hasSize(2);
    }

    @Test
    void aKeyThatMayNotBeLookedAtMakesAStartUncertain() {
        String id = ec2.launch(1).getFirst();
        ec2.region.instance(id).orElseThrow().encryptedWith("arn:aws:kms:eu-central-1:999999999999:key/k");

        assertThat(ec2.fleet.unstartable(List.of(id)).get(id)).contains("NotFoundException", "not in volumeKeys");
    }

    @Test
    void aRefusalForOneInstanceLeavesTheOthersKnown() {
        List<String> ids = ec2.launch(40);
        ec2.aws
                .faults()
                .on("ec2", "DescribeVolumes")
                .where(sent -> sent.containsValue(ids.get(17)))
                .with(new Fault.Refused(400, "InvalidVolume.OfNextYear", "no"));

        assertThat(ec2.fleet.unstartable(ids))
                .containsExactly(Map.entry(
                        ids.get(17),
                        "it is not known whether it could be started again: InvalidVolume.OfNextYear: no"));
    }
}
