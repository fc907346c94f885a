package dev.nightshift.tls;

import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.SystemError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the resolver with a deadline, never more than so many questions at once.
///
/// On threads of its own: the system's resolver cannot be interrupted, and would hold the carrier of a virtual thread.
final class NameLookup implements AutoCloseable {
    private static final int THREADS = 64;

    private final Resolver resolver;
    private final Duration deadline;
    private final ExecutorService pool = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("dns-", 0).factory());

    NameLookup(Resolver resolver, Duration deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    List<InetAddress> addresses(String host) throws ProbeException, InterruptedException {
        Optional<InetAddress> literal = HostName.literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        // Absolute: the search list of resolv.conf would find other hosts than those meant.
        String question = host.indexOf('.') < 0 ? host : host + ".";
        Future<List<InetAddress>> answer = pool.submit(() -> resolver.resolve(question));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ProbeException(Fault.DNS_TIMEOUT, "no answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        // Not close(): that waits for look-ups which nobody can interrupt.
        pool.shutdownNow();
    }

    private static ProbeException failure(ExecutionException e) {
        if (!(e.getCause() instanceof UnknownHostException unknown)) {
            throw new IllegalStateException("the resolver failed", e);
        }
        Fault fault = SystemError.LOOKUP_FAILED.isIn(unknown) ? Fault.DNS_FAILED : Fault.DNS_NOT_FOUND;
        return new ProbeException(fault, String.valueOf(unknown.getMessage()));
    }
}
