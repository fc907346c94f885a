package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.kit.aws.Watch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.EcsClient;

/// The clients of places, made when they are asked for first.
final class AwsApis implements Function<Place, AwsScout.Apis> {
    private static final class Made implements AwsScout.Apis {
        private final Clients clients;
        private final QueryApi autoScaling;
        private final QueryApi ec2;
        private final QueryApi loadBalancing;
        private Optional<EcsClient> ecs = Optional.empty();

        private Made(Clients clients) {
            this.clients = clients;
            this.autoScaling = clients.query("autoscaling", "2011-01-01");
            this.ec2 = clients.query("ec2", "2016-11-15");
            this.loadBalancing = clients.query("elasticloadbalancing", "2015-12-01");
        }

        @Override
        public QueryApi autoScaling() {
            return autoScaling;
        }

        @Override
        public QueryApi ec2() {
            return ec2;
        }

        @Override
        public QueryApi loadBalancing() {
            return loadBalancing;
        }

        // No lambda: linking one that returns a client loads the client's class, whether it is called or not.
        @Override
        public synchronized EcsClient ecs() {
            EcsClient client = ecs.isPresent() ? ecs.get() : clients.build(EcsClient.builder());
            ecs = Optional.of(client);
            return client;
        }
    }

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
        return new Made(clients);
    }
}
