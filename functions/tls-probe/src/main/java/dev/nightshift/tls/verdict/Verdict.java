package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be said of an endpoint.
///
/// @param addresses one verdict for each address, the worst first
/// @param findings of the name as a whole, the worst first
public record Verdict(Target target, List<AddressVerdict> addresses, List<Finding> findings) {
    /// The worst first: by severity, then by how soon the end is, then by name.
    public static final Comparator<Verdict> WORST_FIRST = Comparator.comparing(Verdict::severity)
            .reversed()
            .thenComparing(
                    verdict -> verdict.expiry().map(Expiry::daysRemaining).orElse(Long.MAX_VALUE))
            .thenComparing(verdict -> verdict.target().label());

    /// The worst of the name and of all its addresses; what was not seen is not known to be well.
    public Severity severity() {
        Severity worst = Severity.OK;
        for (Finding finding : findings) {
            worst = worst.orWorse(finding.fault().severity());
        }
        for (AddressVerdict address : addresses) {
            worst = worst.orWorse(address.severity());
        }
        return worst == Severity.OK && expiry().isEmpty() ? Severity.UNKNOWN : worst;
    }

    /// One word for the whole: the worst fault, the tier, or `OK`.
    public String headline() {
        return Headline.of(
                Stream.concat(findings.stream(), addresses.stream().flatMap(address -> address.findings().stream())),
                expiry());
    }

    /// The soonest end among the addresses, if any certificate was seen.
    public Optional<Expiry> expiry() {
        return addresses.stream()
                .flatMap(address -> address.expiry().stream())
                .min(Comparator.comparing(Expiry::notAfter));
    }

    /// The certificates that its addresses serve, each once.
    public List<Leaf> certificates() {
        return addresses.stream()
                .flatMap(address -> address.certificate().stream())
                .distinct()
                .toList();
    }

    /// The same with more findings of the name as a whole.
    public Verdict and(List<Finding> more) {
        return new Verdict(
                target,
                addresses,
                Stream.concat(findings.stream(), more.stream())
                        .sorted(Comparator.comparing(Finding::fault))
                        .toList());
    }

    /// Everything found, each once, the worst first.
    public List<Finding> allFindings() {
        return Stream.concat(findings.stream(), addresses.stream().flatMap(address -> address.findings().stream()))
                .distinct()
                .sorted(Comparator.comparing(Finding::fault))
                .toList();
    }
}
