package dev.nightshift.tls;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What one look at an address came to.
///
/// @param sighting what to report if this was the last look
public record Attempt(Sighting sighting) {
    private static final Set<Fault> CLOSED = EnumSet.of(Fault.TLS_CLOSED, Fault.STARTTLS_CLOSED);
    private static final Set<Fault> SILENT = EnumSet.of(
            Fault.TCP_REFUSED,
            Fault.TCP_TIMEOUT,
            Fault.TCP_UNREACHABLE,
            Fault.PROXY_FAILED,
            Fault.PROXY_TIMEOUT,
            Fault.STARTTLS_TIMEOUT,
            Fault.TLS_TIMEOUT);

    /// How the connection broke, if it did: the network may have done that, and the address is asked again.
    Optional<Finding> broken() {
        return reason().filter(why -> CLOSED.contains(why.fault()) || SILENT.contains(why.fault()));
    }

    /// Whether the proxy could not be reached, or could not reach the server.
    boolean failedAtProxy() {
        return reason().filter(why -> why.fault() == Fault.PROXY_FAILED || why.fault() == Fault.PROXY_TIMEOUT)
                .isPresent();
    }

    /// Whether the other side ended the connection. It may have lost its patience with this machine.
    boolean closed() {
        return reason().filter(why -> CLOSED.contains(why.fault())).isPresent();
    }

    /// What to report after a second attempt: a certificate that one of them saw, and how both broke.
    Sighting followedBy(Attempt second) {
        if (served() && !second.served()) {
            return and(second);
        }
        return second.broken().isPresent() ? second.and(this) : second.sighting;
    }

    private Sighting and(Attempt other) {
        return other.reason()
                .filter(why ->
                        reason().filter(own -> own.fault() == why.fault()).isEmpty())
                .map(sighting::noting)
                .orElse(sighting);
    }

    private boolean served() {
        return sighting.outcome() instanceof Outcome.Served;
    }

    private Optional<Finding> reason() {
        return switch (sighting.outcome()) {
            case Outcome.Served served -> served.incomplete();
            case Outcome.Failed(Finding reason) -> Optional.of(reason);
        };
    }
}
