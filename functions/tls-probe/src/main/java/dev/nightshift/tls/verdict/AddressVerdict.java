package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What is to be said of one address of an endpoint.
///
/// @param certificate the served one, if any was seen
/// @param expiry when its path ends, if any certificate was seen: also when everything else is wrong
/// @param findings the worst first; empty is healthy, unless the expiry's tier says otherwise
/// @param agreed on with the server, if any certificate was seen
public record AddressVerdict(
        InetAddress address,
        Optional<Leaf> certificate,
        Optional<Expiry> expiry,
        List<Finding> findings,
        Optional<Agreed> agreed) {
    /// What client and server agreed on.
    ///
    /// @param version of the protocol, as JSSE names it
    /// @param suite its name in IANA's registry
    /// @param group likewise; empty where it is not known
    public record Agreed(String version, String suite, String group) {}

    /// One of which no more is known.
    public AddressVerdict(
            InetAddress address, Optional<Leaf> certificate, Optional<Expiry> expiry, List<Finding> findings) {
        this(address, certificate, expiry, findings, Optional.empty());
    }

    /// The same with other findings.
    public AddressVerdict with(List<Finding> others) {
        return new AddressVerdict(address, certificate, expiry, others, agreed);
    }

    /// The worst of the findings and the tier.
    public Severity severity() {
        Severity worst = expiry.map(end -> end.tier().severity()).orElse(Severity.OK);
        for (Finding finding : findings) {
            worst = worst.orWorse(finding.fault().severity());
        }
        return worst;
    }

    /// One word for the address: the worst fault, the tier, or `OK`.
    public String headline() {
        return Headline.of(findings.stream(), expiry);
    }
}
