package dev.nightshift.certificates.plan;

import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Stock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Certificates that stand beside an older one at the same listeners, good for all its names and for longer.
///
/// A load balancer that has several for a name prefers ECDSA to RSA, then one that has not expired (*SSL certificates
/// for
/// your Application Load Balancer*, Default certificate and SNI): clients are shown the newer one of the same kind of
/// key.
///
/// @param places where one stands, with the certificate, for people
/// @param isEverywhere whether no client is shown the older one any more once it has expired
record Replacement(List<String> places, boolean isEverywhere) {
    static final Replacement NONE = new Replacement(List.of(), false);

    static Replacement of(Holding old, Stock stock) {
        List<Front> fronts = stock.fronts().stream().filter(old::isHeldBy).toList();
        List<String> places = fronts.stream()
                .flatMap(front -> newer(old, front, stock).stream()
                        .map(other -> "%s beside %s until %s".formatted(front.name(), other.arn(), other.notAfter())))
                .toList();
        Set<String> known = fronts.stream().map(Front::arn).collect(Collectors.toSet());
        boolean everywhere = !places.isEmpty()
                && known.containsAll(old.usedBy())
                && fronts.stream()
                        .allMatch(front -> !front.isDefault(old.arn())
                                && newer(old, front, stock)
                                        .filter(other -> !old.keyType().isEmpty()
                                                && other.keyType().equals(old.keyType()))
                                        .isPresent());
        return new Replacement(places, everywhere);
    }

    /// Of several the one with the same kind of key, and then the one that is good for longest.
    private static Optional<Holding> newer(Holding old, Front front, Stock stock) {
        return stock.holdings().stream()
                .filter(other -> other.isHeldBy(front)
                        && other.notAfter().isAfter(old.notAfter())
                        && !old.domains().isEmpty()
                        && old.domains().stream().allMatch(other::covers))
                .max((one, other) -> {
                    boolean alike = one.keyType().equals(old.keyType());
                    boolean otherAlike = other.keyType().equals(old.keyType());
                    return alike == otherAlike
                            ? one.notAfter().compareTo(other.notAfter())
                            : Boolean.compare(alike, otherAlike);
                });
    }

    @Override
    public String toString() {
        return "stands at " + String.join(", ", places) + ": to be removed there";
    }
}
