package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.settings.StopperConfig;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The fleets of the accounts and regions that the settings name.
public final class AwsFleets implements Fleets {
    private final StopperConfig config;
    private final Clients clients;
    private final Map<Place, Fleet> known = new ConcurrentHashMap<>();

    public AwsFleets(StopperConfig config, Clients clients) {
        this.config = config;
        this.clients = clients;
    }

    @Override
    public SortedMap<Place, Fleet> of(FunctionArn self) {
        Accounts accounts = new Accounts(clients, config.watch(), self.function());
        SortedMap<Place, Fleet> fleets = new TreeMap<>();
        for (Watch.Place watched : config.watch().places(self.region())) {
            Place place = new Place(watched.account().orElse(self.account()), watched.region());
            fleets.put(
                    place,
                    known.computeIfAbsent(place, p -> Ec2Fleet.of(accounts.clients(watched), config.volumeKeys())));
        }
        return fleets;
    }
}
