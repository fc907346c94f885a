package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// The clients of places, made when they are asked for first.
final class AwsApis implements Function<Place, AwsScout.Apis> {
    // What the other accounts' logs call us.

    private record Made(AutoScalingClient autoScaling, Ec2Client ec2, ElasticLoadBalancingV2Client loadBalancing)
            implements AwsScout.Apis {}

    private final Clients home;
    private final Accounts accounts;
    private final Map<Place, AwsScout.Apis> made = new ConcurrentHashMap<>();

    AwsApis(Clients home, Watch watch) {
        this.home = home;
        this.accounts = new Accounts(home, watch, LiveIpsConfig.NAME);
    }

    @Override
    public AwsScout.Apis apply(Place place) {
        return made.computeIfAbsent(place, this::make);
    }

    private AwsScout.Apis make(Place place) {
        Clients clients = accounts.clients(new Watch.Place(
                place.account(), place.region().orElse(home.region().id())));
        return new Made(
                clients.build(AutoScalingClient.builder()),
                clients.build(Ec2Client.builder()),
                clients.build(ElasticLoadBalancingV2Client.builder()));
    }
}
