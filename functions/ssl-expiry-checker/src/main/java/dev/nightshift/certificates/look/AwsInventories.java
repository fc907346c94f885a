package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.certificates.settings.Inventories;
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
import java.util.function.Function;

/// The inventories that the settings ask for, in every account and region that is watched.
public final class AwsInventories {
    private static final String CLOUD_FRONT = "us-east-1";
    private static final String CLOUD_FRONT_OF_CHINA = "cn-northwest-1";
    private static final String OTHER_PARTITIONS = "(cn|us-gov|us-iso.*)-.*";

    private AwsInventories() {}

    public static List<Inventory> of(CheckerConfig config, Clients clients) {
        Inventories wanted = config.inventory();
        Accounts accounts = new Accounts(clients, config.watch(), config.name());
        List<Watch.Place> places = config.watch().places(clients.region().id());
        List<Inventory> all = new ArrayList<>();
        if (wanted.acm()) {
            add(
                    all,
                    "ACM in %s",
                    withCloudFront(places),
                    place -> Stock.of(AcmHoldings.of(accounts.clients(place).json("acm", "CertificateManager"))));
        }
        if (wanted.iam()) {
            onePerAccount(places)
                    .forEach(place -> all.add(new Inventory(
                            "IAM" + account(place),
                            () -> Stock.of(
                                    IamHoldings.of(accounts.clients(place).iam())))));
        }
        if (wanted.rds()) {
            add(
                    all,
                    "RDS in %s",
                    places,
                    place -> Stock.of(RdsHoldings.of(accounts.clients(place).query("rds", "2014-10-31"))));
        }
        if (wanted.loadBalancers()) {
            add(all, "Load balancers in %s", places, place -> LoadBalancers.of(accounts.clients(place), shown(place)));
        }
        if (wanted.cloudFront()) {
            onePerAccount(places).stream()
                    .flatMap(place -> cloudFront(place).stream())
                    .forEach(place -> all.add(new Inventory(
                            "CloudFront" + account(place),
                            () -> Stock.ofFronts(Distributions.of(accounts.clients(place))))));
        }
        if (wanted.apiGateway()) {
            add(
                    all,
                    "API Gateway in %s",
                    places,
                    place -> Stock.ofFronts(ApiDomains.of(accounts.clients(place), shown(place))));
        }
        return all;
    }

    private static void add(
            List<Inventory> all, String name, Collection<Watch.Place> places, Function<Watch.Place, Stock> stock) {
        places.forEach(place -> all.add(new Inventory(name.formatted(shown(place)), () -> stock.apply(place))));
    }

    /// CloudFront's certificates are in one region (*AWS Regions where ACM is supported*, ACM user guide); the
    /// partitions of China and of governments have them elsewhere.
    private static Set<Watch.Place> withCloudFront(List<Watch.Place> places) {
        Set<Watch.Place> all = new LinkedHashSet<>(places);
        places.stream()
                .filter(place -> !place.region().matches(OTHER_PARTITIONS))
                .forEach(place -> all.add(new Watch.Place(place.account(), CLOUD_FRONT)));
        return all;
    }

    /// Where CloudFront answers for the account, if it has one for its partition (*Amazon CloudFront endpoints and
    /// quotas*, AWS General Reference; *CloudFront*, AWS GovCloud user guide).
    private static Optional<Watch.Place> cloudFront(Watch.Place place) {
        if (place.region().startsWith("cn-")) {
            return Optional.of(new Watch.Place(place.account(), CLOUD_FRONT_OF_CHINA));
        }
        return place.region().matches(OTHER_PARTITIONS)
                ? Optional.empty()
                : Optional.of(new Watch.Place(place.account(), CLOUD_FRONT));
    }

    /// IAM is the same in all regions of an account.
    private static Collection<Watch.Place> onePerAccount(List<Watch.Place> places) {
        Map<Optional<String>, Watch.Place> byAccount = new LinkedHashMap<>();
        places.forEach(place -> byAccount.putIfAbsent(place.account(), place));
        return byAccount.values();
    }

    private static String shown(Watch.Place place) {
        return place.region() + account(place);
    }

    private static String account(Watch.Place place) {
        return place.account().map(id -> " of " + id).orElse("");
    }
}
