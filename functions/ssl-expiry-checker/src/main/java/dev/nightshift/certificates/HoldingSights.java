package dev.nightshift.certificates;

import dev.nightshift.tls.expiry.Threshold;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Judges what AWS keeps, also beside what is really served. Pure.
final class HoldingSights {
    /// Short enough never to be reached before the warning.
    private static final Threshold NEVER = new Threshold(0, 0);

    private HoldingSights() {}

    static List<Sight> of(List<Holding> holdings, List<Verdict> verdicts, Thresholds thresholds) {
        List<Sight> sights = new ArrayList<>();
        for (Holding holding : holdings) {
            sights.add(of(holding, thresholds));
            verdicts.stream()
                    .filter(verdict -> holding.used() && !holding.serial().isEmpty() && isFor(holding, verdict))
                    .forEach(verdict -> sights.add(deployment(holding, verdict)));
        }
        return sights;
    }

    /// What is not used harms nobody when it ends; what AWS renews is due only when it did not.
    private static Sight of(Holding holding, Thresholds thresholds) {
        if (!holding.used()) {
            return Sight.fine(holding.arn());
        }
        boolean quiet = holding.renewedByAws() && holding.blocked().isEmpty();
        TreeSet<String> faults = new TreeSet<>();
        holding.blocked().ifPresent(why -> faults.add("RENEWAL_BLOCKED"));
        return new Sight(
                holding.arn(),
                holding.blocked().isPresent() ? Tier.WARN : Tier.OK,
                faults,
                holding.blocked().map(why -> "RENEWAL_BLOCKED: " + why).orElse(""),
                Optional.of(new Known(holding.arn(), holding.name(), holding.notBefore(), holding.notAfter())),
                true,
                quiet ? new Thresholds(NEVER, thresholds.warn(), thresholds.crit()) : thresholds);
    }

    /// AWS has a later certificate for a name than the one that is served there and is due.
    private static Sight deployment(Holding holding, Verdict verdict) {
        String key = holding.arn() + " at " + verdict.target().label();
        return verdict.addresses().stream()
                .filter(address -> isOlder(address, holding))
                .findFirst()
                .map(address -> Sight.of(
                        key,
                        Tier.WARN,
                        "NOT_DEPLOYED",
                        "NOT_DEPLOYED: AWS has one until " + holding.notAfter() + ", served is still the one until "
                                + address.expiry().orElseThrow().notAfter()))
                .orElse(Sight.fine(key));
    }

    private static boolean isOlder(AddressVerdict address, Holding holding) {
        return address.certificate()
                .filter(leaf -> !leaf.serial().equals(holding.serial()))
                .filter(leaf -> leaf.notAfter().isBefore(holding.notAfter()))
                .flatMap(leaf -> address.expiry())
                .filter(expiry -> expiry.tier() != Tier.OK)
                .isPresent();
    }

    private static boolean isFor(Holding holding, Verdict verdict) {
        String host = verdict.target().expectedName();
        int dot = host.indexOf('.');
        String wildcard = dot < 0 ? host : "*" + host.substring(dot);
        return holding.domains().contains(host) || holding.domains().contains(wildcard);
    }
}
