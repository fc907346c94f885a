package dev.nightshift.certificates.plan;

import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Known;
import dev.nightshift.certificates.plan.Sight.Suspicion;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Turns what a run saw into what is compared from run to run. Pure.
public final class Sights {
    /// The fault of a line that is no target.
    public static final String BAD_LINE = "BAD_LINE";

    /// The fault of a source or an inventory that cannot be read.
    public static final String SOURCE_FAILED = "SOURCE_FAILED";

    /// What says nothing about the server itself: counted by runs alone.
    private static final Set<Fault> NO_ANSWER = EnumSet.of(
            Fault.TCP_REFUSED,
            Fault.TCP_TIMEOUT,
            Fault.TCP_UNREACHABLE,
            Fault.PROXY_REFUSED,
            Fault.PROXY_FAILED,
            Fault.PROXY_TIMEOUT,
            Fault.PROXY_GARBLED,
            Fault.DANE_UNKNOWN);

    private Sights() {}

    /// Everything.
    public static List<Sight> of(CheckerConfig config, Look look) {
        List<Sight> sights = new ArrayList<>();
        look.sources()
                .forEach((source, why) -> sights.add(
                        why.map(text -> Sight.of(source, Tier.WARN, SOURCE_FAILED, "cannot be read: " + text))
                                .orElse(Sight.fine(source))));
        look.badLines().forEach((source, lines) -> lines.forEach(line -> sights.add(of(source, line))));
        look.verdicts().forEach(verdict -> sights.add(of(verdict)));
        sights.addAll(HoldingSights.of(look, config.syntax().thresholds(), showUsesOfIam(config, look)));
        if (!look.stock().fronts().isEmpty() || !look.stock().quotas().isEmpty()) {
            sights.addAll(FrontSights.of(look));
        }
        sights.add(ipv6(look.verdicts()));
        sights.add(pace(config.every(), List.copyOf(sights)));
        return sights;
    }

    /// Whether a certificate of IAM that nothing was seen to use is not used: as long as not everything could be
    /// read, it counts as used.
    public static boolean showUsesOfIam(CheckerConfig config, Look look) {
        return config.inventory().showUsesOfIam() && look.isComplete();
    }

    /// An endpoint.
    public static Sight of(Verdict verdict) {
        List<Finding> matter = verdict.allFindings().stream()
                .filter(finding -> finding.fault().severity() != Severity.OK)
                .toList();
        // Its dates are judged by themselves, and what cannot be seen is counted.
        List<Finding> faults = matter.stream()
                .filter(finding ->
                        finding.fault() != Fault.EXPIRED && finding.fault().severity() != Severity.UNKNOWN)
                .toList();
        SortedSet<String> names = new TreeSet<>();
        faults.forEach(finding -> names.add(finding.fault().name()));
        return new Sight(
                verdict.target().label(),
                faults.stream()
                        .map(finding -> level(finding.fault().severity()))
                        .max(Comparator.naturalOrder())
                        .orElse(Tier.OK),
                names,
                verdict.allFindings().stream()
                        .filter(finding -> matter.contains(finding) || finding.fault() == Fault.CHAIN_ENDS_FIRST)
                        .map(Finding::toString)
                        .collect(Collectors.joining("; ")),
                known(verdict),
                matter.stream().noneMatch(finding -> finding.fault().severity() == Severity.UNKNOWN),
                suspicions(verdict),
                verdict.target().thresholds());
    }

    /// How connections broke, or were refused, at each address. A single run does not tell a fault of the server from
    /// one of the network; an address that nobody answers at is counted by runs alone.
    private static SortedMap<String, Suspicion> suspicions(Verdict verdict) {
        SortedMap<String, Suspicion> suspicions = new TreeMap<>();
        for (AddressVerdict address : verdict.addresses()) {
            Suspicion suspicion =
                    address.certificate().isPresent() ? Suspicion.HANDSHAKE_FAILED : Suspicion.UNREACHABLE;
            address.findings().stream()
                    .map(Finding::fault)
                    .filter(fault -> fault.severity() == Severity.UNKNOWN && !NO_ANSWER.contains(fault))
                    .forEach(fault -> suspicions.put(fault + " " + HostName.shown(address.address()), suspicion));
        }
        return suspicions;
    }

    private static Sight of(String source, BadLine line) {
        return Sight.of(
                source + ": " + line.text(), Tier.WARN, BAD_LINE, "line " + line.number() + ": " + line.expected());
    }

    /// Reported once for all endpoints: functions outside a dual-stack VPC have no route to IPv6.
    private static Sight ipv6(List<Verdict> verdicts) {
        String key = "IPv6";
        boolean missing = verdicts.stream()
                .flatMap(verdict -> verdict.allFindings().stream())
                .anyMatch(finding -> finding.fault() == Fault.NO_IPV6);
        // Stored states know it as NOT_PROBED; another name would be news.
        return missing
                ? Sight.of(key, Tier.NOTICE, Fault.NOT_PROBED.name(), "there is no way to IPv6 addresses from here")
                : Sight.fine(key);
    }

    /// Whether the critical span of the shortest-lived certificate has room for two runs.
    private static Sight pace(Duration every, List<Sight> sights) {
        String key = "schedule";
        return sights.stream()
                .filter(sight -> sight.known().isPresent())
                .min(Comparator.comparing(Sights::criticalSpan))
                .filter(shortest -> every.compareTo(criticalSpan(shortest).dividedBy(2)) > 0)
                .map(shortest -> Sight.of(
                        key,
                        Tier.NOTICE,
                        "CHECK_TOO_RARE",
                        "a run each " + every.toMinutes() + " min, but " + shortest.key() + " is critical for only "
                                + criticalSpan(shortest).toMinutes() + " min"))
                .orElse(Sight.fine(key));
    }

    private static Duration criticalSpan(Sight sight) {
        Known known = sight.known().orElseThrow();
        return sight.thresholds().crit().span(Duration.between(known.notBefore(), known.notAfter()));
    }

    /// The certificate that ends first, of all addresses.
    private static Optional<Known> known(Verdict verdict) {
        return verdict.addresses().stream()
                .filter(address -> address.expiry().isPresent())
                .min(Comparator.comparing(
                        address -> address.expiry().orElseThrow().notAfter()))
                .flatMap(Sights::known);
    }

    private static Optional<Known> known(AddressVerdict address) {
        return address.certificate()
                .flatMap(leaf -> address.expiry()
                        .map(expiry -> new Known(
                                leaf.sha256(), name(address, leaf, expiry), expiry.notBefore(), expiry.notAfter())));
    }

    /// With the one above it that ends first, if one does: people would renew the other in vain.
    private static String name(AddressVerdict address, Leaf leaf, Expiry expiry) {
        boolean limited = address.findings().stream()
                .map(Finding::fault)
                .anyMatch(fault -> fault == Fault.CHAIN_ENDS_FIRST || fault == Fault.CHAIN_EXPIRED);
        return limited ? leaf.subject() + ", limited by " + expiry.limitedBy() : leaf.subject();
    }

    private static Tier level(Severity severity) {
        return switch (severity) {
            case OK, UNKNOWN -> Tier.OK;
            case NOTICE -> Tier.NOTICE;
            case WARNING -> Tier.WARN;
            case CRITICAL -> Tier.CRIT;
        };
    }
}
