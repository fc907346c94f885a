package dev.nightshift.certificates.plan;

import dev.nightshift.certificates.look.FrontProbe;
import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Quota;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges what load balancers, distributions and API domains show, and how many certificates they have. Pure.
///
/// Their hosts are no endpoints that somebody asked to be looked at: one that does not answer from here, or has an
/// authority of the site's own, is no fault.
final class FrontSights {
    static final String NOT_DEPLOYED = "NOT_DEPLOYED";

    private FrontSights() {}

    static List<Sight> of(Look look) {
        Map<String, Verdict> seen = look.fronts().stream()
                .collect(Collectors.toMap(
                        verdict -> verdict.target().label(), Function.identity(), (first, second) -> first));
        List<Sight> sights = new ArrayList<>();
        for (FrontProbe probe : look.probes()) {
            Verdict verdict = seen.get(probe.target().label());
            if (verdict != null) {
                List<AddressVerdict> addresses = verdict.addresses().stream()
                        .filter(address -> isForTheName(address))
                        .toList();
                // What cannot be seen is neither well nor over.
                if (!addresses.isEmpty()) {
                    sights.add(deployment(probe, addresses, look));
                }
            }
        }
        look.stock().quotas().forEach(quota -> sights.add(of(quota)));
        return sights;
    }

    private static boolean isForTheName(AddressVerdict address) {
        return address.certificate().isPresent()
                && address.findings().stream().noneMatch(finding -> finding.fault() == Fault.HOSTNAME_MISMATCH);
    }

    private static Sight deployment(FrontProbe probe, List<AddressVerdict> addresses, Look look) {
        String name = probe.target().expectedName();
        String key = "deployment at " + probe.front().name() + " (" + name + ")";
        boolean old = addresses.stream()
                .anyMatch(address ->
                        HoldingSights.isOlder(address, probe.holding()) && !isHeld(probe.front(), address, look));
        boolean told = look.verdicts().stream()
                .filter(verdict -> probe.holding().covers(verdict.target().expectedName()))
                .flatMap(verdict -> verdict.addresses().stream())
                .anyMatch(address -> HoldingSights.isOlder(address, probe.holding()));
        if (!old || told) {
            return Sight.fine(key);
        }
        return Sight.of(
                key,
                Tier.WARN,
                NOT_DEPLOYED,
                "%s: AWS has a certificate for %s until %s, which is not served at %s: %s"
                        .formatted(
                                NOT_DEPLOYED,
                                name,
                                probe.holding().notAfter(),
                                probe.front().host().orElse(""),
                                probe.holding().arn()));
    }

    /// Whether it was given the served certificate too: of several for a name it chooses one by the client.
    private static boolean isHeld(Front front, AddressVerdict address, Look look) {
        return look.stock().holdings().stream()
                .filter(holding -> holding.isHeldBy(front))
                .anyMatch(holding -> address.certificate()
                        .filter(leaf -> leaf.serial().equals(holding.serial()))
                        .isPresent());
    }

    private static Sight of(Quota quota) {
        String key = "certificates of " + quota.name();
        return quota.isNear()
                ? Sight.of(
                        key,
                        Tier.NOTICE,
                        "CERTIFICATE_LIMIT",
                        "%d of at most %d certificates besides the default ones: %s"
                                .formatted(quota.used(), quota.limit(), quota.listeners()))
                : Sight.fine(key);
    }
}
