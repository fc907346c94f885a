package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.tls.Limits;
import dev.nightshift.tls.Prober;
import dev.nightshift.tls.Resolver;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.handshake.Handshake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A way to see the certificates of many endpoints: one of those that [CertsBenchCommand] compares.
interface CertsContender {
    /// So long that a busy machine costs time, but no endpoint.
    Duration PATIENCE = Duration.ofSeconds(60);

    /// For people.
    String name();

    /// Whether it sees one endpoint after the other, and so needs fewer of them to be measured.
    boolean sequential();

    /// Sees the certificate of each.
    ///
    /// @param addresses each `127.x.y.z:port`
    /// @throws Failure when one was not seen: then the time says nothing
    void see(List<String> addresses) throws IOException, InterruptedException;

    /// The prober of this project, with the arithmetic that `ops certs` takes for so many.
    record Nightshift(Path authority, String serverName, int concurrency) implements CertsContender {
        public Nightshift {
            Handshake.prepareFor(2_000);
        }

        @Override
        public String name() {
            return "ops certs";
        }

        @Override
        public boolean sequential() {
            return false;
        }

        @Override
        public void see(List<String> addresses) throws IOException, InterruptedException {
            Limits limits = new Limits(PATIENCE, Limits.DEFAULT.dnsPatience(), concurrency, Limits.DEFAULT.addresses());
            List<String> unseen = new ArrayList<>();
            TrustAnchors anchors = TrustAnchors.of(TrustAnchors.read(authority));
            Iterable<Target> targets =
                    () -> addresses.stream().map(this::target).iterator();
            try (Prober prober = new Prober(limits, anchors, Resolver.SYSTEM, InstantSource.system())) {
                prober.probe(targets, seen -> {
                    if (seen.judge(Instant.now()).severity() != Severity.OK) {
                        unseen.add(seen.judge(Instant.now()).allFindings().toString());
                    }
                });
            }
            if (!unseen.isEmpty()) {
                throw new Failure(name() + ": " + unseen.size() + " not seen: " + unseen.getFirst());
            }
        }

        private Target target(String address) {
            int colon = address.lastIndexOf(':');
            return new Target(
                    address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)),
                    Protocol.HTTPS,
                    Optional.of(serverName),
                    Thresholds.DEFAULT,
                    List.of());
        }
    }

    /// A program that is started with the addresses as its last arguments.
    record Program(String name, List<String> command) implements CertsContender {
        @Override
        public boolean sequential() {
            return true;
        }

        @Override
        public void see(List<String> addresses) throws IOException, InterruptedException {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(addresses);
            int status = LocalServer.quietly(whole).waitFor();
            if (status != 0) {
                throw new Failure(name + " ended with status " + status);
            }
        }
    }
}
