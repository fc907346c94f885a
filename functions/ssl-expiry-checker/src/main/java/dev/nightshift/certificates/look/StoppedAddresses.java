package dev.nightshift.certificates.look;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Tells an address that does not answer because weekend-instance-stopper keeps its host down from one that is out of
/// reach. Pure.
public final class StoppedAddresses {
    /// What a host that is stopped gives. A server that answers and serves a wrong certificate is not stopped.
    private static final Set<Fault> SILENT = EnumSet.of(Fault.TCP_REFUSED, Fault.TCP_TIMEOUT, Fault.TCP_UNREACHABLE);

    private StoppedAddresses() {}

    /// The verdicts with the reason in place of the fault.
    ///
    /// @param stopped called once, and only when an address is silent
    public static List<Verdict> explained(List<Verdict> verdicts, Supplier<StoppedHosts> stopped, Instant now) {
        boolean silent = verdicts.stream()
                .flatMap(verdict -> verdict.addresses().stream())
                .anyMatch(StoppedAddresses::isSilent);
        if (!silent) {
            return verdicts;
        }
        StoppedHosts hosts = stopped.get();
        return verdicts.stream()
                .map(verdict -> new Verdict(
                        verdict.target(),
                        verdict.addresses().stream()
                                .map(address -> explained(address, hosts, now))
                                .toList(),
                        verdict.findings()))
                .toList();
    }

    private static AddressVerdict explained(AddressVerdict address, StoppedHosts hosts, Instant now) {
        Optional<Host> host = isSilent(address) ? hosts.at(address.address().getHostAddress(), now) : Optional.empty();
        return host.map(found -> address.with(List.of(new Finding(Fault.NOT_PROBED, "on " + found))))
                .orElse(address);
    }

    private static boolean isSilent(AddressVerdict address) {
        return address.findings().stream().anyMatch(finding -> SILENT.contains(finding.fault()));
    }
}
