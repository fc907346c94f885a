package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the addresses of one name say about each other.
final class Fleet {
    private Fleet() {}

    /// Different certificates: usual behind a content network, worth knowing behind one's own
    /// balancer.
    static Optional<Finding> divergence(List<AddressVerdict> addresses) {
        List<Leaf> different = leaves(addresses);
        if (different.size() < 2) {
            return Optional.empty();
        }
        String ends = different.stream()
                .map(leaf -> leaf.serial() + " until " + leaf.notAfter())
                .collect(Collectors.joining(", "));
        return Optional.of(
                new Finding(Fault.ADDRESS_DIVERGENCE, different.size() + " certificates behind this name: " + ends));
    }

    /// An address is stale when another serves a later certificate and its own is already due:
    /// before that, two good certificates may well take turns.
    static AddressVerdict stale(AddressVerdict address, List<AddressVerdict> all) {
        boolean due = address.expiry().map(end -> end.tier() != Tier.OK).orElse(false);
        Optional<Leaf> newest = leaves(all).stream().max(Comparator.comparing(Leaf::notAfter));
        Optional<Instant> own = address.certificate().map(Leaf::notAfter);
        if (!due
                || newest.isEmpty()
                || own.isEmpty()
                || !newest.get().notAfter().isAfter(own.get())) {
            return address;
        }
        List<Finding> findings = new ArrayList<>(address.findings());
        findings.add(new Finding(
                Fault.STALE_NODE,
                "another address serves one until " + newest.get().notAfter()));
        findings.sort(Comparator.comparing(Finding::fault));
        return address.with(findings);
    }

    private static List<Leaf> leaves(List<AddressVerdict> addresses) {
        return addresses.stream()
                .flatMap(address -> address.certificate().stream())
                .distinct()
                .toList();
    }
}
