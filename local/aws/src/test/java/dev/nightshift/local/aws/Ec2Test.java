package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ec2.InstanceState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// What only AWS itself and this endpoint do: moto cannot be brought into these states.
class Ec2Test {
    private final ManualClock clock = new ManualClock("2026-11-20T17:00:12.345Z");
    private final LocalAws aws = LocalAws.start(clock);
    private final Ec2 region = aws.ec2(Clients.REGION);
    private final Ec2Client ec2 = new Clients(aws.endpoint(), "AKIDLOCAL").of(Ec2Client::builder);

    @AfterEach
    void close() {
        ec2.close();
        aws.close();
    }

    @Test
    void anInstanceIsDescribedAsItWasSeeded() {
        Instance seeded = region.launch("g6.xlarge")
                .tag("Name", "<render> & \"queue\"")
                .zone("eu-central-1b")
                .lifecycle("spot")
                .managedBy("eks.amazonaws.com")
                .instanceStoreRoot()
                .hibernates()
                .launchedAt(Instant.parse("2026-11-02T08:00:00Z"));

        var shown = described(seeded);

        assertThat(shown.instanceTypeAsString()).isEqualTo("g6.xlarge");
        assertThat(shown.placement().availabilityZone()).isEqualTo("eu-central-1b");
        assertThat(shown.instanceLifecycleAsString()).isEqualTo("spot");
        assertThat(shown.operator().managed()).isTrue();
        assertThat(shown.operator().principal()).isEqualTo("eks.amazonaws.com");
        assertThat(shown.rootDeviceTypeAsString()).isEqualTo("instance-store");
        assertThat(shown.hibernationOptions().configured()).isTrue();
        assertThat(shown.launchTime()).isEqualTo("2026-11-02T08:00:00Z");
        assertThat(shown.privateIpAddress()).isEqualTo("10.0.0.11");
        assertThat(shown.tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("<render> & \"queue\""));
    }

    @Test
    void anEncryptedVolumeNamesItsKey() {
        String key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        String encrypted = region.launch("m7g.large").encryptedWith(key).id();
        region.launch("m7g.large");
        region.launch("i3.large").instanceStoreRoot();

        assertThat(ec2.describeVolumes(r -> r.filters(Filter.builder()
                                .name("encrypted")
                                .values("true")
                                .build()))
                        .volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.kmsKeyId()).isEqualTo(key);
                    assertThat(volume.attachments().getFirst().instanceId()).isEqualTo(encrypted);
                });
        assertThat(ec2.describeVolumes().volumes()).hasSize(2);
    }

    @Test
    void anOrdinaryInstanceRunsOnDemandFromAnEbsVolumeAndHasNoReasonNotTo() {
        var shown = described(region.launch("m7g.large"));

        assertThat(shown.state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(shown.state().code()).isEqualTo(16);
        assertThat(shown.instanceLifecycle()).isNull();
        assertThat(shown.rootDeviceTypeAsString()).isEqualTo("ebs");
        assertThat(shown.operator().managed()).isFalse();
        assertThat(shown.stateReason()).isNull();
        assertThat(shown.stateTransitionReason()).isEmpty();
        assertThat(shown.launchTime()).isEqualTo("2026-11-20T16:00:12Z");
    }

    @Test
    void theTimeOfAStopIsInItsReasonAndNotThatOfAShutdown() {
        Instance byUser = region.launch("m7g.large").stop();
        Instance fromInside = region.launch("m7g.large").shutDown();

        assertThat(described(byUser).stateTransitionReason()).isEqualTo("User initiated (2026-11-20 17:00:12 GMT)");
        assertThat(described(byUser).stateReason().message())
                .isEqualTo("Client.UserInitiatedShutdown: User initiated shutdown");
        assertThat(described(fromInside).stateTransitionReason()).isEmpty();
        assertThat(described(fromInside).stateReason().code()).isEqualTo("Client.InstanceInitiatedShutdown");
    }

    @Test
    void statesLastAsLongAsTheClockSays() {
        region.settlesAfter(Duration.ofMinutes(2));
        Instance instance = region.launch("m7g.large");

        ec2.stopInstances(r -> r.instanceIds(instance.id()));
        clock.pass(Duration.ofSeconds(119));
        assertThat(instance.state()).isEqualTo(InstanceState.STOPPING);
        assertRefused(
                () -> ec2.startInstances(r -> r.instanceIds(instance.id())),
                400,
                "IncorrectInstanceState",
                instance.id());
        clock.pass(Duration.ofSeconds(1));
        assertThat(instance.state()).isEqualTo(InstanceState.STOPPED);

        ec2.startInstances(r -> r.instanceIds(instance.id()));
        assertThat(instance.state()).isEqualTo(InstanceState.PENDING);
        assertThat(instance.launchTime()).isEqualTo("2026-11-20T17:02:12Z");
        assertRefused(
                () -> ec2.stopInstances(r -> r.instanceIds(instance.id())),
                400,
                "IncorrectInstanceState",
                instance.id());
        clock.pass(Duration.ofMinutes(2));
        assertThat(instance.state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void aStartThatFailsEndsInStoppedWithAnotherReason() {
        Instance instance =
                region.launch("m7g.large").stop().failsToStart("Client.InternalError", "Client error on launch");

        ec2.startInstances(r -> r.instanceIds(instance.id()));

        assertThat(instance.state()).isEqualTo(InstanceState.STOPPED);
        assertThat(described(instance).stateReason().code()).isEqualTo("Client.InternalError");
        assertThat(described(instance).stateTransitionReason()).isEmpty();
        instance.startsAgain().start();
        assertThat(instance.state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void whatCannotBeStoppedIsNamedAndNothingElseIsStopped() {
        Instance ordinary = region.launch("m7g.large");
        Instance spot = region.launch("m7g.large").lifecycle("spot");
        Instance instanceStore = region.launch("m3.medium").instanceStoreRoot();
        Instance kept = region.launch("m7g.large").stopProtected();

        assertStopRefused(
                ordinary, spot, "UnsupportedOperation", "You can't stop the Spot Instance '" + spot.id() + "'");
        assertStopRefused(
                ordinary,
                instanceStore,
                "UnsupportedOperation",
                "'" + instanceStore.id() + "' does not have an 'ebs' root");
        assertStopRefused(
                ordinary,
                kept,
                "OperationNotPermitted",
                "The instance '" + kept.id()
                        + "' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.");
        assertThat(ordinary.state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void onlyWhatWasConfiguredForItHibernates() {
        Instance ordinary = region.launch("m7g.large");
        Instance hibernating = region.launch("m7g.large").hibernates();

        assertRefused(
                () -> ec2.stopInstances(r -> r.instanceIds(ordinary.id()).hibernate(true)),
                400,
                "UnsupportedHibernationConfiguration",
                ordinary.id());
        ec2.stopInstances(r -> r.instanceIds(hibernating.id()).hibernate(true));
        assertThat(described(hibernating).stateReason().code()).isEqualTo("Client.UserInitiatedHibernate");
    }

    @Test
    void withoutCapacityNothingOfTheRequestStarts() {
        Instance scarce = region.launch("g6.xlarge").stop();
        Instance common = region.launch("m7g.large").stop();
        region.runsOutOf("g6.xlarge", "eu-central-1a");

        assertRefused(
                () -> ec2.startInstances(r -> r.instanceIds(common.id(), scarce.id())),
                500,
                "InsufficientInstanceCapacity",
                "Insufficient capacity.");
        assertThat(common.state()).isEqualTo(InstanceState.STOPPED);

        region.hasAgain("g6.xlarge", "eu-central-1a");
        ec2.startInstances(r -> r.instanceIds(common.id(), scarce.id()));
        assertThat(scarce.state()).isEqualTo(InstanceState.RUNNING);
    }

    private void assertStopRefused(Instance ordinary, Instance refused, String code, String words) {
        assertRefused(() -> ec2.stopInstances(r -> r.instanceIds(ordinary.id(), refused.id())), 400, code, words);
    }

    private software.amazon.awssdk.services.ec2.model.Instance described(Instance instance) {
        return ec2.describeInstances(r -> r.instanceIds(instance.id()))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }
}
