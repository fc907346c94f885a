package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.net.Inet6Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the addresses of one name say about each other.
final class Fleet {
    private Fleet() {}

    // What Linux says when its own table has no way to an address, or no IPv6 at all (connect(2)).
    private static final Pattern NO_ROUTE =
            Pattern.compile("(Network is unreachable|Address family not supported|Protocol family unavailable).*");

    /// An IPv6 address without a way to it from here was not probed: no fault of the endpoint. A host that is down or
    /// a router that refuses is one.
    static Sighting withoutRoute(Sighting sighting) {
        return sighting.outcome() instanceof Outcome.Failed(Finding reason)
                        && reason.fault() == Fault.TCP_UNREACHABLE
                        && sighting.address() instanceof Inet6Address
                        && NO_ROUTE.matcher(reason.detail()).matches()
                ? new Sighting(
                        sighting.address(),
                        sighting.noted(),
                        new Outcome.Failed(new Finding(Fault.NOT_PROBED, "IPv6: " + reason.detail())))
                : sighting;
    }

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
        return new AddressVerdict(address.address(), address.certificate(), address.expiry(), findings);
    }

    private static List<Leaf> leaves(List<AddressVerdict> addresses) {
        return addresses.stream()
                .flatMap(address -> address.certificate().stream())
                .distinct()
                .toList();
    }
}
