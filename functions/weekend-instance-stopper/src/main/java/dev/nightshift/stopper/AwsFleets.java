package dev.nightshift.stopper;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.Watch;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;

/// The fleets of the accounts and regions that the settings name, by the SDK.
final class AwsFleets implements Fleets {
    private final StopperConfig config;
    private final Clients clients;
    private final Ec2Client home;
    private final Map<Place, Fleet> known = new ConcurrentHashMap<>();

    AwsFleets(StopperConfig config, Clients clients) {
        this.config = config;
        this.clients = clients;
        // Most sites have one place: its client is built before the snapshot, not in the first run.
        this.home = clients.build(Ec2Client.builder());
    }

    @Override
    public SortedMap<Place, Fleet> of(FunctionArn self) {
        Accounts accounts = new Accounts(clients, config.watch(), self.function());
        SortedMap<Place, Fleet> fleets = new TreeMap<>();
        for (Watch.Place watched : config.watch().places(self.region())) {
            Place place = new Place(watched.account().orElse(self.account()), watched.region());
            boolean atHome = watched.account().isEmpty() && watched.region().equals(self.region());
            fleets.put(place, known.computeIfAbsent(place, p -> fleet(atHome, accounts.clients(watched))));
        }
        return fleets;
    }

    private Fleet fleet(boolean atHome, Clients there) {
        Ec2Client ec2 = atHome ? home : there.build(Ec2Client.builder());
        return new Ec2Fleet(ec2, new VolumeKeys(ec2, () -> there.build(KmsClient.builder()), config.volumeKeys()));
    }
}
