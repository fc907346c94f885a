package dev.nightshift.certificates.plan;

import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Known;
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
public final class HoldingSights {
    /// Short enough never to be reached before the warning.
    private static final Threshold NEVER = new Threshold(0, 0);

    private HoldingSights() {}

    /// @param usesOfIam whether the look had all that may show what was uploaded to IAM
    static List<Sight> of(Look look, Thresholds thresholds, boolean usesOfIam) {
        List<Sight> sights = new ArrayList<>();
        List<Holding> holdings = look.stock().holdings();
        for (Holding holding : holdings) {
            sights.add(of(usesOfIam ? withUse(holding, look) : holding, look, thresholds));
        }
        for (Verdict verdict : look.verdicts()) {
            List<Holding> candidates = holdings.stream()
                    .filter(holding -> holding.used()
                            && !holding.serial().isEmpty()
                            && holding.covers(verdict.target().expectedName()))
                    .toList();
            if (!candidates.isEmpty()) {
                sights.add(deployment(candidates, verdict));
            }
        }
        return sights;
    }

    public static Holding withUse(Holding holding, Look look) {
        return holding.isUploaded()
                ? holding.used(look.stock().fronts().stream().anyMatch(holding::isHeldBy))
                : holding;
    }

    /// What is not used harms nobody when it ends; what AWS renews is due only when it did not.
    private static Sight of(Holding holding, Look look, Thresholds thresholds) {
        if (!holding.used()) {
            return Sight.fine(holding.arn());
        }
        boolean quiet = holding.renewedByAws() && holding.blocked().isEmpty();
        Thresholds own = quiet ? new Thresholds(NEVER, thresholds.warn(), thresholds.crit()) : thresholds;
        Known known = new Known(holding.arn(), holding.name(), holding.notBefore(), holding.notAfter());
        boolean due = known.expiry(own, look.at()).tier() != Tier.OK;
        Replacement replacement = due ? Replacement.of(holding, look.stock()) : Replacement.NONE;
        if (replacement.isEverywhere()) {
            return Sight.of(holding.arn(), Tier.NOTICE, "REPLACED", replacement.toString());
        }
        TreeSet<String> faults = new TreeSet<>();
        holding.blocked().ifPresent(why -> faults.add("RENEWAL_BLOCKED"));
        return new Sight(
                holding.arn(),
                holding.blocked().isPresent() ? Tier.WARN : Tier.OK,
                faults,
                detail(holding, replacement),
                Optional.of(known),
                true,
                own);
    }

    private static String detail(Holding holding, Replacement replacement) {
        List<String> parts = new ArrayList<>();
        holding.blocked().ifPresent(why -> parts.add("RENEWAL_BLOCKED: " + why));
        if (!holding.usedBy().isEmpty()) {
            parts.add("used by " + String.join(", ", holding.usedBy()));
        }
        if (!replacement.places().isEmpty()) {
            parts.add(replacement.toString());
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
                    return Sight.of(key, Tier.WARN, FrontSights.NOT_DEPLOYED, detail);
                }
            }
        }
        return Sight.fine(key);
    }

    static boolean isOlder(AddressVerdict address, Holding holding) {
        return address.certificate()
                .filter(leaf -> !leaf.serial().equals(holding.serial()))
                .filter(leaf -> leaf.notAfter().isBefore(holding.notAfter()))
                .flatMap(leaf -> address.expiry())
                .filter(expiry -> expiry.tier() != Tier.OK)
                .isPresent();
    }
}
