package dev.nightshift.tls.chain;

import dev.nightshift.tls.chain.Downloads.Answer;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.wire.Deadline;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Completes chains as browsers do, by the certificates whose addresses the served ones name (RFC 5280 4.2.2.1).
///
/// Whatever a server of authorities does, a chain is at worst as incomplete as without it, and waits for no more than
/// twice the patience. Not behind proxies.
public final class MissingIssuers implements AutoCloseable {
    private static final int MOST_STEPS = 4;
    // A list of intermediates in PKCS #7 has a handful.
    private static final int MOST_IN_ONE = 16;

    private static final Downloads.Kind<List<X509Certificate>> CERTIFICATE = new Downloads.Kind<>(
            "certificate",
            128 * 1_024,
            2,
            body -> TrustAnchors.read("the answer", body).stream()
                    .limit(MOST_IN_ONE)
                    .toList());

    /// A chain, and what is to be said of how it was completed.
    public record Completed(Chain chain, Optional<Finding> missing) {}

    /// A step: the certificate that was found, or why not.
    private record Step(Optional<X509Certificate> issuer, String where) {}

    private final Duration patience;
    private final Downloads<List<X509Certificate>> certificates;

    /// Asks public addresses alone: any stranger's certificate may name one.
    public MissingIssuers(Duration patience) {
        this(patience, AddressRule.PUBLIC);
    }

    MissingIssuers(Duration patience, AddressRule rule) {
        this.patience = patience;
        this.certificates = new Downloads<>(CERTIFICATE, patience, rule);
    }

    /// The chain with what is missing, if it is incomplete and that can be had; else the chain, with why not.
    public Completed complete(Chain chain, TrustAnchors anchors) throws InterruptedException {
        List<X509Certificate> known = new ArrayList<>(chain.served());
        List<X509Certificate> fetched = new ArrayList<>();
        List<String> where = new ArrayList<>();
        Chain now = chain;
        Deadline deadline = Deadline.in(patience);
        for (int step = 0; step < MOST_STEPS && now.isIncomplete(); step++) {
            Step next = step(top(known, anchors), deadline);
            where.add(next.where());
            if (next.issuer().isEmpty()) {
                break;
            }
            X509Certificate issuer = next.issuer().get();
            fetched.add(issuer);
            // Before the others, of which only so many are followed.
            known.add(1, issuer);
            now = Chain.of(known, anchors);
        }
        if (now.path().isPresent()) {
            return new Completed(
                    now.of(chain.served()), fetched.isEmpty() ? Optional.empty() : Optional.of(told(fetched, where)));
        }
        return new Completed(chain.because(where), Optional.empty());
    }

    private static Finding told(List<X509Certificate> fetched, List<String> where) {
        return new Finding(
                Fault.MISSING_INTERMEDIATE,
                "not served: %s; browsers fetch what is missing from %s, most other programs refuse the certificate"
                        .formatted(
                                fetched.stream().map(Names::subject).collect(Collectors.joining(" and ")),
                                String.join(" and ", where)));
    }

    private static X509Certificate top(List<X509Certificate> known, TrustAnchors anchors) {
        PathSearch search = new PathSearch(known, anchors);
        Set<X509Certificate> seen = new HashSet<>();
        X509Certificate top = known.getFirst();
        while (seen.add(top)) {
            top = search.issuersServed(top).stream().findFirst().orElse(top);
        }
        return top;
    }

    private Step step(X509Certificate top, Deadline deadline) throws InterruptedException {
        NamedAddresses addresses = NamedAddresses.ofIssuers(top);
        String why =
                addresses.isEmpty() ? "" : "only plain http is asked, not " + String.join(", ", addresses.others());
        for (URI address : addresses.http()) {
            if (deadline.passed()) {
                break;
            }
            switch (certificates.get(address)) {
                case Answer.Content<List<X509Certificate>>(List<X509Certificate> found) -> {
                    PathSearch search = new PathSearch(found, TrustAnchors.of(List.of()));
                    Optional<X509Certificate> issuer =
                            search.issuersServed(top).stream().findFirst();
                    if (issuer.isPresent()) {
                        return new Step(issuer, address.toString());
                    }
                    why = address + ": is another certificate";
                }
                case Answer.Nothing<List<X509Certificate>>(String reason) -> why = address + ": " + reason;
            }
        }
        return new Step(Optional.empty(), why);
    }

    @Override
    public void close() {
        certificates.close();
    }
}
