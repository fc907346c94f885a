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
        holdings.forEach(holding -> sights.add(of(holding, thresholds)));
        for (Verdict verdict : verdicts) {
            List<Holding> candidates = holdings.stream()
                    .filter(holding -> holding.used() && !holding.serial().isEmpty() && isFor(holding, verdict))
                    .toList();
            if (!candidates.isEmpty()) {
                sights.add(deployment(candidates, verdict));
            }
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
                detail(holding),
                Optional.of(new Known(holding.arn(), holding.name(), holding.notBefore(), holding.notAfter())),
                true,
                quiet ? new Thresholds(NEVER, thresholds.warn(), thresholds.crit()) : thresholds);
    }

    private static String detail(Holding holding) {
        List<String> parts = new ArrayList<>();
        holding.blocked().ifPresent(why -> parts.add("RENEWAL_BLOCKED: " + why));
        if (!holding.usedBy().isEmpty()) {
            parts.add("used by " + String.join(", ", holding.usedBy()));
        }
        return String.join("; ", parts);
    }

    /// AWS has a later certificate for a name than the one that is served there and is due.
    private static Sight deployment(List<Holding> candidates, Verdict verdict) {
        String key = "deployment at " + verdict.target().label();
        for (Holding holding : candidates) {
            for (AddressVerdict address : verdict.addresses()) {
                if (isOlder(address, holding)) {
                    String detail = "NOT_DEPLOYED: AWS has a certificate until " + holding.notAfter()
                            + ", which is not served: " + holding.arn();
                    return Sight.of(key, Tier.WARN, "NOT_DEPLOYED", detail);
                }
            }
        }
        return Sight.fine(key);
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
