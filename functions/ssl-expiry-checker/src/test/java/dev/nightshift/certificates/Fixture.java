package dev.nightshift.certificates;

import dev.nightshift.certificates.look.FrontProbe;
import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What runs see, without a network.
public final class Fixture {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Fixture() {}

    public static CheckerConfig config(String json) {
        return Settings.read("test", Json.parse("test", json), CheckerConfig::from);
    }

    /// A look at endpoints and at what AWS keeps.
    static Look look(List<Verdict> verdicts, List<Holding> holdings) {
        return look(verdicts, Stock.of(holdings), List.of(), List.of());
    }

    /// A look at endpoints, at what AWS says, and at what it serves.
    static Look look(List<Verdict> verdicts, Stock stock, List<FrontProbe> probes, List<Verdict> fronts) {
        return new Look(verdicts, new TreeMap<>(), stock, new TreeMap<>(), probes, fronts, NOW);
    }

    /// A certificate of 90 days with so many left, and half a day, served at one address.
    public static Verdict served(String host, int days, Instant at, Finding... findings) {
        Target target = Target.of(host, 443, Protocol.HTTPS);
        Instant end = NOW.plus(Duration.ofDays(days)).plus(Duration.ofHours(12));
        Leaf leaf = new Leaf(
                host,
                "Test CA",
                "ab" + days,
                "f".repeat(60) + days,
                end.minus(Duration.ofDays(90)),
                end,
                List.of(host),
                1);
        Expiry expiry = Expiry.of(leaf.notBefore(), leaf.notAfter(), host, target.thresholds(), at);
        return new Verdict(
                target,
                List.of(new AddressVerdict(
                        InetAddress.ofLiteral("192.0.2.1"), Optional.of(leaf), Optional.of(expiry), List.of(findings))),
                List.of());
    }

    static Verdict unreachable(String host) {
        return new Verdict(
                Target.of(host, 443, Protocol.HTTPS),
                List.of(),
                List.of(new Finding(Fault.DNS_TIMEOUT, "no answer within 5000 ms")));
    }
}
