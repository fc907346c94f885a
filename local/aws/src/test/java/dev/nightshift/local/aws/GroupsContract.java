package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// What the functions rely on in Auto Scaling and in Elastic Load Balancing, asked by the real clients.
interface GroupsContract {
    World world();

    @Test
    default void aGroupShowsWhatItWantsAndItsTags() {
        world().group("blue", Map.of("Service", "shop"));

        assertThat(described("blue")).singleElement().satisfies(group -> {
            assertThat(group.autoScalingGroupName()).isEqualTo("blue");
            assertThat(group.desiredCapacity()).isZero();
            assertThat(group.instances()).isEmpty();
            assertThat(group.targetGroupARNs()).isEmpty();
            assertThat(group.tags()).extracting(TagDescription::key).containsExactly("Service");
            assertThat(group.tags()).extracting(TagDescription::value).containsExactly("shop");
        });
    }

    @Test
    default void anUnknownGroupIsLeftOutWithoutAWord() {
        world().group("blue", Map.of());

        assertThat(described("blue", "green"))
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactly("blue");
    }

    @Test
    default void groupsAreFoundByAllTheirTags() {
        world().group("blue", Map.of("Service", "shop", "Stage", "prod"));
        world().group("green", Map.of("Service", "shop", "Stage", "test"));

        assertThat(autoScaling()
                        .describeAutoScalingGroups(r -> r.filters(tag("Service", "shop"), tag("Stage", "prod")))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactly("blue");
    }

    @Test
    default void groupsAreFoundByATagThatTheyHave() {
        world().group("blue", Map.of("Service", "shop", "Stage", "prod"));
        world().group("green", Map.of("Service", "cart"));
        world().group("red", Map.of("Stage", "prod"));

        assertThat(autoScaling()
                        .describeAutoScalingGroups(r -> r.filters(filter("tag-key", "Service")))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactlyInAnyOrder("blue", "green");
        assertThat(autoScaling()
                        .describeAutoScalingGroups(r -> r.filters(filter("tag-key", "Service"), tag("Stage", "prod")))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactly("blue");
    }

    @Test
    default void pagesOfGroupsHoldEverythingOnce() {
        List<String> names = IntStream.range(0, 5).mapToObj(n -> "group-" + n).toList();
        names.forEach(name -> world().group(name, Map.of()));

        assertThat(autoScaling()
                        .describeAutoScalingGroupsPaginator(r -> r.maxRecords(2))
                        .autoScalingGroups())
                .extracting(AutoScalingGroup::autoScalingGroupName)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    default void aTargetGroupThatIsNotThereIsRefused() {
        String arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/none/0123456789abcdef";

        assertRefused(
                () -> loadBalancing().describeTargetHealth(r -> r.targetGroupArn(arn)),
                400,
                "TargetGroupNotFound",
                "target group");
    }

    @Test
    default void membersAreInServiceAndCarryTheNameOfTheirGroupInEc2() {
        world().group("blue", Map.of());
        world().serve("blue", 2);

        List<Instance> members = described("blue").getFirst().instances();
        assertThat(members).hasSize(2).allSatisfy(member -> {
            assertThat(member.lifecycleStateAsString()).isEqualTo("InService");
            assertThat(member.healthStatus()).isEqualToIgnoringCase("Healthy");
            assertThat(member.availabilityZone()).startsWith(Clients.REGION);
        });
        assertThat(ec2().describeInstancesPaginator(r -> r.filters(ofGroup("blue")))
                        .reservations())
                .flatExtracting(Reservation::instances)
                .extracting(instance -> instance.instanceId())
                .containsExactlyInAnyOrderElementsOf(
                        members.stream().map(Instance::instanceId).toList());
    }

    @Test
    default void aGroupNamesItsTargetGroupsWhichShowItsServers() {
        world().group("blue", Map.of());
        world().serve("blue", 2);
        String arn = world().targetGroup("http", "blue");

        AutoScalingGroup group = described("blue").getFirst();
        assertThat(group.targetGroupARNs()).containsExactly(arn);
        assertThat(loadBalancing()
                        .describeTargetHealth(r -> r.targetGroupArn(arn))
                        .targetHealthDescriptions())
                .allSatisfy(target ->
                        assertThat(target.targetHealth().stateAsString()).isNotEmpty())
                .extracting(target -> target.target().id())
                .containsExactlyInAnyOrderElementsOf(
                        group.instances().stream().map(Instance::instanceId).toList());
    }

    private List<AutoScalingGroup> described(String... names) {
        return autoScaling()
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(names))
                .autoScalingGroups();
    }

    private static software.amazon.awssdk.services.ec2.model.Filter ofGroup(String name) {
        return software.amazon.awssdk.services.ec2.model.Filter.builder()
                .name("tag:aws:autoscaling:groupName")
                .values(name)
                .build();
    }

    private static Filter tag(String key, String value) {
        return filter("tag:" + key, value);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private AutoScalingClient autoScaling() {
        return world().clients().of(AutoScalingClient::builder);
    }

    private Ec2Client ec2() {
        return world().clients().of(Ec2Client::builder);
    }

    private ElasticLoadBalancingV2Client loadBalancing() {
        return world().clients().of(ElasticLoadBalancingV2Client::builder);
    }
}
