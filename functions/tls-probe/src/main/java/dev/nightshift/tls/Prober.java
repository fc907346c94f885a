package dev.nightshift.tls;

import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.wire.ProbeException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks at endpoints, many at a time; serves one run.
///
/// Nothing that a server does ends a run, or delays it by more than [Limits#patience]. What the endpoints show is not
/// kept here, so memory does not grow with their number.
public final class Prober implements AutoCloseable {
    private final Limits limits;
    private final TrustAnchors anchors;
    private final NameLookup names;
    private final Revocations revocations;
    private final Semaphore connections;
    private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());

    /// @param anchors trusted for every target
    /// @param resolver usually [Resolver#SYSTEM]
    /// @param clock says when revocation lists must be current
    public Prober(Limits limits, TrustAnchors anchors, Resolver resolver, InstantSource clock) {
        this.limits = limits;
        this.anchors = anchors;
        this.names = new NameLookup(resolver, limits.dnsPatience());
        this.revocations = new Revocations(limits.patience(), clock);
        this.connections = new Semaphore(limits.inFlight());
        alarms.setRemoveOnCancelPolicy(true);
    }

    /// Looks at every target, and hands on what was seen as soon as it was, in the order in which
    /// they end.
    ///
    /// @param seen called once for each target, by one thread at a time
    /// @throws InterruptedException when the caller is interrupted; what is under way is broken
    ///     off
    public void probe(Iterable<Target> targets, Consumer<Observation> seen) throws InterruptedException {
        Semaphore window = new Semaphore(limits.inFlight());
        AtomicReference<@Nullable Exception> bug = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Target target : targets) {
                acquire(window, threads);
                threads.execute(() -> {
                    try {
                        Observation observation = observe(target);
                        synchronized (seen) {
                            seen.accept(observation);
                        }
                    } catch (InterruptedException | ExecutionException | RuntimeException e) {
                        bug.compareAndSet(null, e);
                    } finally {
                        window.release();
                    }
                });
            }
        }
        if (bug.get() != null) {
            throw new IllegalStateException("looking at an endpoint failed", bug.get());
        }
    }

    private static void acquire(Semaphore window, ExecutorService threads) throws InterruptedException {
        try {
            window.acquire();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            throw e;
        }
    }

    private Observation observe(Target target) throws InterruptedException, ExecutionException {
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(target.host());
        } catch (ProbeException e) {
            return new Observation(target, List.of(e.finding()), List.of());
        }
        List<Finding> noted = new ArrayList<>();
        if (addresses.size() > limits.addresses()) {
            int more = addresses.size() - limits.addresses();
            noted.add(new Finding(Fault.NOT_PROBED, more + " more addresses of " + target.host()));
        }
        List<Future<Sighting>> looks = addresses.stream()
                .limit(limits.addresses())
                .map(address -> looking.submit(() -> look(target, address)))
                .toList();
        List<Sighting> sightings = new ArrayList<>();
        for (Future<Sighting> look : looks) {
            sightings.add(look.get());
        }
        return new Observation(target, noted, sightings);
    }

    private Sighting look(Target target, InetAddress address) throws InterruptedException {
        connections.acquire();
        try {
            return new AddressProbe(target, address, limits.patience(), alarms)
                    .look(anchors.and(target.anchors()), revocations);
        } finally {
            connections.release();
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        names.close();
        revocations.close();
        alarms.shutdownNow();
    }
}
