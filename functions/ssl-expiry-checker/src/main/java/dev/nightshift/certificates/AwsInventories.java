package dev.nightshift.certificates;

import dev.nightshift.kit.aws.Accounts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;

/// The inventories that the settings ask for, in every account and region that is watched.
final class AwsInventories {
    private static final String CLOUD_FRONT = "us-east-1";

    private AwsInventories() {}

    static List<Inventory> of(CheckerConfig config, Clients clients) {
        Inventories wanted = config.inventory();
        Accounts accounts = new Accounts(clients, config.watch(), config.name());
        List<Watch.Place> places = config.watch().places(clients.region().id());
        List<Inventory> all = new ArrayList<>();
        if (wanted.acm()) {
            withCloudFront(places)
                    .forEach(place -> all.add(new Inventory(
                            "ACM in " + shown(place),
                            () -> AcmHoldings.of(accounts.clients(place).build(AcmClient.builder())))));
        }
        if (wanted.iam()) {
            onePerAccount(places)
                    .forEach(place -> all.add(new Inventory(
                            "IAM" + place.account().map(id -> " of " + id).orElse(""),
                            () -> IamHoldings.of(accounts.clients(place).build(IamClient.builder())))));
        }
        if (wanted.rds()) {
            places.forEach(place -> all.add(new Inventory(
                    "RDS in " + shown(place),
                    () -> RdsHoldings.of(accounts.clients(place).build(RdsClient.builder())))));
        }
        return all;
    }

    /// CloudFront's certificates are in one region (*AWS Regions where ACM is supported*, ACM user guide); the
    /// partitions of China and of governments have them elsewhere.
    private static Set<Watch.Place> withCloudFront(List<Watch.Place> places) {
        Set<Watch.Place> all = new LinkedHashSet<>(places);
        places.stream()
                .filter(place -> !place.region().matches("(cn|us-gov|us-iso.*)-.*"))
                .forEach(place -> all.add(new Watch.Place(place.account(), CLOUD_FRONT)));
        return all;
    }

    /// IAM is the same in all regions of an account.
    private static Collection<Watch.Place> onePerAccount(List<Watch.Place> places) {
        Map<Optional<String>, Watch.Place> byAccount = new LinkedHashMap<>();
        places.forEach(place -> byAccount.putIfAbsent(place.account(), place));
        return byAccount.values();
    }

    private static String shown(Watch.Place place) {
        return place.region() + place.account().map(id -> " of " + id).orElse("");
    }
}
