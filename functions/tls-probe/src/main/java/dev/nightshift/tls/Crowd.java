package dev.nightshift.tls;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Does something for many, so many at a time.
final class Crowd {
    /// What is done for one.
    interface Work<T> {
        void with(T one) throws InterruptedException, ExecutionException;
    }

    private Crowd() {}

    /// Returns when all is done.
    ///
    /// @throws InterruptedException when the caller is interrupted; what is under way is broken off
    static <T> void each(Iterable<T> all, int atOnce, Work<T> work) throws InterruptedException {
        Semaphore window = new Semaphore(atOnce);
        AtomicReference<@Nullable Exception> bug = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                acquire(window, threads);
                threads.execute(() -> {
                    try {
                        work.with(one);
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
}
