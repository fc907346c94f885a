package dev.nightshift.tls;

import dev.nightshift.tls.chain.MissingIssuers;
import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.dane.Dane;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.proxy.HttpProxy;
import dev.nightshift.tls.proxy.Proxies;
import dev.nightshift.tls.proxy.Tunnel;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.wire.ProbeException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Looks at endpoints, many at a time; serves one run.
///
/// Where a connection breaks, the address is asked once more when all others have been asked: a broken connection says
/// nothing about the server. Nothing that a server does ends a run, or delays it by more than a few times
/// [Limits#patience]. What the endpoints show is not kept here, so memory does not grow with their number.
public final class Prober implements AutoCloseable {
    /// Connections that the other side closed are asked again so few at a time, or an eighth of them: it may have
    /// closed them because this machine was too slow for all at once, as a cold start with little processor is.
    private static final int MOST_CLOSED = 4;

    private static final int CLOSED_ROUNDS = 8;

    private static final int MOST_OF_A_PROXY = 3;

    private final Limits limits;
    private final Attempts attempts;
    private final Proxies proxies;
    private final NameLookup names;
    private final Semaphore connections;
    private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Runnable> endings = new ArrayList<>();

    /// Looks at the real network, without proxies.
    public Prober(Limits limits, TrustAnchors anchors, Resolver resolver, InstantSource clock) {
        this(limits, anchors, Network.of(resolver), clock);
    }

    /// Looks at the real network.
    ///
    /// @param anchors trusted for every target
    /// @param clock says when revocation lists must be current
    public Prober(Limits limits, TrustAnchors anchors, Network network, InstantSource clock) {
        this(
                limits,
                anchors,
                network,
                new Authorities(
                        new Revocations(limits.patience(), clock), () -> new MissingIssuers(limits.patience())));
    }

    /// Looks at the real network, and asks these servers of authorities.
    Prober(Limits limits, TrustAnchors anchors, Network network, Authorities authorities) {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadlines").factory());
        alarms.setRemoveOnCancelPolicy(true);
        // Not even loaded where nobody asks for it.
        Optional<Dane> dane = network.validating().isEmpty()
                ? Optional.empty()
                : Optional.of(new Dane(network.validating(), limits.dnsPatience(), alarms));
        Proxies proxies = network.proxies();
        this(
                limits,
                network.resolver(),
                proxies,
                (target, address, last) -> new AddressProbe(
                                target, address, limits.patience(), alarms, proxies.of(target.host(), target.port()))
                        .look(anchors.and(target.anchors()), authorities, dane, last));
        endings.add(authorities::close);
        endings.add(alarms::shutdownNow);
    }

    /// Looks at any network, which has no proxies.
    public Prober(Limits limits, Resolver resolver, Attempts attempts) {
        this(limits, resolver, Proxies.NONE, attempts);
    }

    private Prober(Limits limits, Resolver resolver, Proxies proxies, Attempts attempts) {
        this.limits = limits;
        this.proxies = proxies;
        this.attempts = attempts;
        this.names = new NameLookup(resolver, limits.dnsPatience());
        this.connections = new Semaphore(limits.inFlight());
    }

    /// Looks at every target, and hands on what was seen as soon as it was, in the order in which
    /// they end.
    ///
    /// @param seen called once for each target, by one thread at a time
    /// @throws InterruptedException when the caller is interrupted; what is under way is broken
    ///     off
    public void probe(Iterable<Target> targets, Consumer<Observation> seen) throws InterruptedException {
        Queue<Asked> again = new ConcurrentLinkedQueue<>();
        Crowd.each(targets, limits.inFlight(), target -> {
            Asked asked = ask(target);
            if (asked.isBroken()) {
                again.add(asked);
            } else {
                hand(asked.observation(), seen);
            }
        });
        // Those that wait for their turn come last, and hold up nobody.
        List<Asked> ordered =
                again.stream().sorted(Comparator.comparing(Asked::isClosed)).toList();
        long closed = ordered.stream().filter(Asked::isClosed).count();
        Semaphore few = new Semaphore(Math.max(MOST_CLOSED, Math.toIntExact(closed / CLOSED_ROUNDS)));
        Crowd.each(ordered, limits.inFlight(), asked -> hand(askAgain(asked, few), seen));
    }

    private static void hand(Observation observation, Consumer<Observation> seen) {
        synchronized (seen) {
            seen.accept(observation);
        }
    }

    private Asked ask(Target target) throws InterruptedException, ExecutionException {
        Optional<HttpProxy> proxy = proxies.of(target.host(), target.port());
        if (proxy.isPresent()) {
            return askThrough(proxy.get(), target);
        }
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(target.host());
        } catch (ProbeException e) {
            return new Asked(target, List.of(e.finding()), List.of());
        }
        List<InetAddress> ordered = ordered(addresses);
        int probed = Math.min(limits.addresses(), ordered.size());
        List<Future<Attempt>> looks = ordered.subList(0, probed).stream()
                .map(address -> looking.submit(() -> look(target, address, false)))
                .toList();
        List<Attempt> seen = new ArrayList<>();
        for (Future<Attempt> look : looks) {
            seen.add(look.get());
        }
        return new Asked(target, leftAlone(target, ordered.subList(probed, ordered.size())), seen);
    }

    /// Once, for the name is the proxy's business. Another address of the proxy is tried only where it fails.
    private Asked askThrough(HttpProxy proxy, Target target) throws InterruptedException {
        try {
            Attempt attempt = null;
            for (InetAddress address : ordered(names.addresses(proxy.host())).stream()
                    .limit(MOST_OF_A_PROXY)
                    .toList()) {
                attempt = look(target, address, false);
                if (!attempt.failedAtProxy()) {
                    break;
                }
            }
            return new Asked(target, List.of(), attempt == null ? List.of() : List.of(attempt));
        } catch (ProbeException e) {
            Finding why = e.finding();
            return new Asked(
                    target,
                    List.of(Tunnel.because(proxy, Fault.PROXY_FAILED, why.toString())
                            .finding()),
                    List.of());
        }
    }

    /// The same way in each run: name servers answer in any order.
    private static List<InetAddress> ordered(List<InetAddress> addresses) {
        return addresses.stream().distinct().sorted(Prober::byBytes).toList();
    }

    private List<Finding> leftAlone(Target target, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        String detail = "%d more addresses of %s, from %s to %s: only %d of a name are probed"
                .formatted(
                        addresses.size(),
                        target.host(),
                        HostName.shown(addresses.getFirst()),
                        HostName.shown(addresses.getLast()),
                        limits.addresses());
        return List.of(new Finding(Fault.NOT_PROBED, detail));
    }

    /// IPv4 first.
    private static int byBytes(InetAddress one, InetAddress other) {
        byte[] left = one.getAddress();
        byte[] right = other.getAddress();
        return left.length == right.length ? Arrays.compareUnsigned(left, right) : left.length - right.length;
    }

    private Observation askAgain(Asked asked, Semaphore few) throws InterruptedException, ExecutionException {
        List<Future<Sighting>> looks = asked.attempts().stream()
                .map(attempt -> looking.submit(() -> followed(asked.target(), attempt, few)))
                .toList();
        List<Sighting> sightings = new ArrayList<>();
        for (Future<Sighting> look : looks) {
            sightings.add(look.get());
        }
        return asked.observation(sightings);
    }

    private Sighting followed(Target target, Attempt first, Semaphore few) throws InterruptedException {
        if (first.broken().isEmpty()) {
            return first.sighting();
        } else if (!first.closed()) {
            return first.followedBy(look(target, first.sighting().address(), true));
        }
        few.acquire();
        try {
            return first.followedBy(look(target, first.sighting().address(), true));
        } finally {
            few.release();
        }
    }

    private Attempt look(Target target, InetAddress address, boolean last) throws InterruptedException {
        connections.acquire();
        try {
            return attempts.look(target, address, last);
        } finally {
            connections.release();
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        names.close();
        endings.forEach(Runnable::run);
    }
}
