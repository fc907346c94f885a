package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Place;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The APIs of places, each kept with its retries and credentials.
public final class AwsApis implements Function<Place, AwsScout.Apis> {
    private final Clients home;
    private final Accounts accounts;
    private final Map<Place, AwsScout.Apis> made = new ConcurrentHashMap<>();

    public AwsApis(Clients home, Watch watch) {
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
        return new AwsScout.Apis(
                clients.query("autoscaling", "2011-01-01"),
                clients.query("ec2", "2016-11-15"),
                clients.query("elasticloadbalancing", "2015-12-01"),
                clients.json("ecs", "AmazonEC2ContainerServiceV20141113"));
    }
}
