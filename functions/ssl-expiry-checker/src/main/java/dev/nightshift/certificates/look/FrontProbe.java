package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Thresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A look at what AWS shows for a name, to be compared with what it should show.
///
/// @param holding the certificate that is for the name
/// @param target the host that AWS answers at, asked for the name
public record FrontProbe(Front front, Holding holding, Target target) {
    private static final String WILDCARD = "*.";

    /// One for each certificate of each front that can be reached, but for those that are among the endpoints.
    public static List<FrontProbe> of(Stock stock, Collection<Target> endpoints) {
        List<FrontProbe> probes = new ArrayList<>();
        for (Front front : stock.fronts()) {
            stock.holdings().stream()
                    .filter(holding -> holding.isHeldBy(front))
                    .flatMap(holding -> of(front, holding).stream())
                    .filter(probe -> endpoints.stream().noneMatch(probe::isAnsweredBy))
                    .forEach(probes::add);
        }
        return probes;
    }

    private static Optional<FrontProbe> of(Front front, Holding holding) {
        return front.host()
                .flatMap(host -> name(front, holding).flatMap(name -> {
                    try {
                        return Optional.of(new FrontProbe(
                                front,
                                holding,
                                new Target(
                                        host,
                                        front.port(),
                                        Protocol.HTTPS,
                                        Optional.of(name),
                                        Thresholds.DEFAULT,
                                        List.of())));
                    } catch (IllegalArgumentException e) {
                        // A name that no client can ask for.
                        return Optional.empty();
                    }
                }));
    }

    /// One that clients ask for, rather not by a wildcard.
    private static Optional<String> name(Front front, Holding holding) {
        Stream<String> names = front.names().isEmpty()
                ? holding.domains().stream()
                : front.names().stream().filter(holding::covers);
        return names.min(Comparator.comparing(name -> name.startsWith(WILDCARD)))
                .map(name -> name.startsWith(WILDCARD) ? "nightshift." + name.substring(WILDCARD.length()) : name);
    }

    /// Whether an endpoint of the settings shows the same.
    private boolean isAnsweredBy(Target endpoint) {
        boolean here = front.host().filter(endpoint.host()::equalsIgnoreCase).isPresent()
                || front.names().contains(endpoint.expectedName());
        return here && endpoint.port() == front.port() && holding.covers(endpoint.expectedName());
    }
}
