package dev.nightshift.certificates;

import dev.nightshift.tls.Attempt;
import dev.nightshift.tls.Attempts;
import dev.nightshift.tls.Resolver;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Endpoints, most of them healthy, and a network that resets, cuts or delays some of their connections at random
/// points. What happens depends on nothing but the seed.
final class FlakyNetwork {
    /// What a server is really like; each of them in turn.
    enum Kind {
        HEALTHY,
        EXPIRED,
        OTHER_NAME,
        UNTRUSTED,
        RESETS_EVERY_HELLO,
        CLOSES_AFTER_ITS_CERTIFICATE,
        ALERTS_AFTER_ITS_CERTIFICATE,
        ALERTS,
        SILENT,
        NO_STARTTLS,
        REFUSES_CONNECTIONS,
        ANSWERS_NOBODY,
        HAS_NO_ADDRESS
    }

    private static final int HEALTHY_IN = 20;

    private final long seed;
    private final double faulty;
    private final Map<List<Object>, Integer> asked = new ConcurrentHashMap<>();
    private int run;

    FlakyNetwork(long seed, double faulty) {
        this.seed = seed;
        this.faulty = faulty;
    }

    static List<Target> targets(int endpoints) {
        return IntStream.range(0, endpoints)
                .mapToObj(i -> Target.of(
                        (kind(i) == Kind.OTHER_NAME ? "h" + i + ".other" : "h" + i + ".test"),
                        i + 1,
                        i % 3 == 0 ? Protocol.SMTP : Protocol.HTTPS))
                .toList();
    }

    static Kind kind(int endpoint) {
        return endpoint % HEALTHY_IN == 0
                ? Kind.values()[1 + endpoint / HEALTHY_IN % (Kind.values().length - 1)]
                : Kind.HEALTHY;
    }

    static Kind kind(Target target) {
        return kind(target.port() - 1);
    }

    void next() {
        run++;
        asked.clear();
    }

    /// Some names have several addresses.
    Resolver names() {
        return name -> {
            int endpoint = Integer.parseInt(name.replaceAll("\\D", ""));
            if (kind(endpoint) == Kind.HAS_NO_ADDRESS) {
                throw new UnknownHostException(name + ": Name or service not known");
            }
            return IntStream.rangeClosed(1, endpoint % 10 == 1 ? 4 : 1)
                    .mapToObj(i -> InetAddress.ofLiteral("192.0.2." + i))
                    .toList();
        };
    }

    Attempts connections() {
        return (target, address, last) -> new Attempt(new Sighting(address, List.of(), outcome(target, address, last)));
    }

    private Outcome outcome(Target target, InetAddress address, boolean last) {
        int nth = asked.merge(List.of(target.port(), address), 1, Integer::sum);
        SplittableRandom random = new SplittableRandom(
                List.of(seed, run, target.port(), address.getHostAddress(), nth).hashCode());
        Outcome real = real(target);
        return random.nextDouble() < faulty ? disturbed(real, target, last, random) : real;
    }

    private static Outcome real(Target target) {
        return switch (kind(target)) {
            case HEALTHY, OTHER_NAME -> Witness.GOOD.served(Optional.empty(), Optional.empty());
            case EXPIRED -> Witness.OVER.served(Optional.empty(), Optional.empty());
            case UNTRUSTED -> Witness.GOOD.served(finding(Fault.INCOMPLETE_CHAIN), Optional.empty());
            case RESETS_EVERY_HELLO -> failed(Fault.TLS_CLOSED);
            case CLOSES_AFTER_ITS_CERTIFICATE -> Witness.GOOD.served(Optional.empty(), finding(Fault.TLS_CLOSED));
            case ALERTS_AFTER_ITS_CERTIFICATE -> Witness.GOOD.served(Optional.empty(), finding(Fault.HANDSHAKE_FAILED));
            case ALERTS -> failed(Fault.TLS_ALERT);
            case SILENT -> failed(Fault.TLS_TIMEOUT);
            case NO_STARTTLS -> failed(Fault.STARTTLS_REFUSED);
            case REFUSES_CONNECTIONS -> failed(Fault.TCP_REFUSED);
            case ANSWERS_NOBODY, HAS_NO_ADDRESS -> failed(Fault.TCP_TIMEOUT);
        };
    }

    /// A reset, a cut or a delay: in TCP, in the plain text, in the hello, in half a record, after the certificate, or
    /// after Finished, where it does not matter.
    private static Outcome disturbed(Outcome real, Target target, boolean last, SplittableRandom random) {
        boolean delayed = random.nextInt(3) == 0;
        Fault tls = delayed ? Fault.TLS_TIMEOUT : Fault.TLS_CLOSED;
        return switch (random.nextInt(6)) {
            case 0 -> failed(delayed ? Fault.TCP_TIMEOUT : tls);
            case 1 ->
                target.protocol().startTls()
                        ? failed(delayed ? Fault.STARTTLS_TIMEOUT : Fault.STARTTLS_CLOSED)
                        : failed(tls);
            case 2, 3 -> real instanceof Outcome.Served && last && !delayed ? cut(real, tls) : failed(tls);
            case 4 -> real instanceof Outcome.Served ? cut(real, tls) : failed(tls);
            default -> real;
        };
    }

    private static Outcome cut(Outcome real, Fault fault) {
        Outcome.Served served = (Outcome.Served) real;
        return new Outcome.Served(
                served.chain(), served.version(), served.suite(), false, finding(fault), served.revocation());
    }

    private static Outcome failed(Fault fault) {
        return new Outcome.Failed(new Finding(fault, "as seen"));
    }

    private static Optional<Finding> finding(Fault fault) {
        return Optional.of(new Finding(fault, "as seen"));
    }
}
