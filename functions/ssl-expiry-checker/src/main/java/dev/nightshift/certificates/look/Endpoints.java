package dev.nightshift.certificates.look;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.tls.Network;
import dev.nightshift.tls.Prober;
import dev.nightshift.tls.Resolver;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at endpoints.
public interface Endpoints {
    /// One verdict for each target.
    ///
    /// @param at the instant to judge for
    List<Verdict> look(List<Target> targets, Instant at) throws InterruptedException;

    /// Looks at the network.
    static Endpoints probing(CheckerConfig config, Resolver resolver, InstantSource clock) {
        TrustAnchors anchors = TrustAnchors.ofJdk().and(config.trusted());
        Network network = new Network(resolver, config.proxies(), config.validating());
        return (targets, at) -> {
            Handshake.prepareFor(targets.size());
            List<Verdict> verdicts = new ArrayList<>();
            try (Prober prober = new Prober(config.limits(), anchors, network, clock)) {
                prober.probe(targets, seen -> verdicts.add(seen.judge(at)));
            }
            return verdicts;
        };
    }
}
