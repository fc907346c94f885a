package dev.nightshift.tls;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Probes servers on loopback as if they stood anywhere.
public final class Probe {
    static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(5), 50, 16);
    static final Limits IMPATIENT = new Limits(Duration.ofMillis(400), Duration.ofMillis(400), 200, 16);
    static final Resolver LOOPBACK = name -> List.of(InetAddress.ofLiteral("127.0.0.1"));

    private Probe() {}

    /// The verdict at [Pki#NOW].
    public static Verdict probe(Target target, Identity... anchors) throws InterruptedException {
        return probe(LIMITS, LOOPBACK, target, anchors).judge(Pki.NOW);
    }

    static Observation probe(Limits limits, Resolver resolver, Target target, Identity... anchors)
            throws InterruptedException {
        List<Observation> seen = new ArrayList<>();
        try (Prober prober = new Prober(limits, trusting(anchors), resolver, InstantSource.fixed(Pki.NOW))) {
            prober.probe(List.of(target), seen::add);
        }
        return seen.getFirst();
    }

    /// The verdicts at [Pki#NOW], in the order in which the targets were done with.
    public static List<Verdict> verdicts(Limits limits, List<Target> targets, Identity... anchors)
            throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Prober prober = new Prober(limits, trusting(anchors), LOOPBACK, InstantSource.fixed(Pki.NOW))) {
            prober.probe(targets, seen -> verdicts.add(seen.judge(Pki.NOW)));
        }
        return verdicts;
    }

    public static TrustAnchors trusting(Identity... anchors) {
        return TrustAnchors.of(Arrays.stream(anchors).map(Identity::certificate).toList());
    }

    /// The faults by name, the worst first: `EXPIRED SELF_SIGNED`.
    public static String faults(Verdict verdict) {
        return verdict.allFindings().stream()
                .map(finding -> finding.fault().name())
                .collect(Collectors.joining(" "));
    }

    public static long days(Verdict verdict) {
        return verdict.expiry().orElseThrow().daysRemaining();
    }

    public static Instant in(Duration duration) {
        return Pki.NOW.plus(duration);
    }
}
