package dev.nightshift.rotator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Applications that read the published value and log in with it, ten milliseconds apart, as the user that is being
/// rotated, and as each other in turn.
final class SoakLogins implements AutoCloseable {
    private static final Duration APART = Duration.ofMillis(10);

    /// A time in which a published value did not log in.
    record LockOut(String parameter, Instant since, Duration length) {}

    final List<LockOut> lockOuts = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> open = new ConcurrentHashMap<>();
    private final Map<String, SoakServer> servers;
    private final SoakClock clock;
    private final Function<String, Secret> live;
    private final List<String> names;
    private final ScheduledExecutorService beat = Executors.newScheduledThreadPool(2);
    private volatile Optional<String> underWay = Optional.empty();
    private final List<Future<?>> beats;
    private final AtomicInteger turn = new AtomicInteger();
    final AtomicLong attempts = new AtomicLong();

    SoakLogins(Map<String, SoakServer> servers, SoakClock clock, Function<String, Secret> live) {
        this.servers = servers;
        this.clock = clock;
        this.live = live;
        this.names = new ArrayList<>(servers.keySet());
        long apart = APART.toMillis();
        this.beats = List.of(
                beat.scheduleWithFixedDelay(() -> underWay.ifPresent(this::login), 0, apart, TimeUnit.MILLISECONDS),
                beat.scheduleWithFixedDelay(this::next, 0, apart, TimeUnit.MILLISECONDS));
    }

    void isUnderWay(String parameter) {
        underWay = Optional.of(parameter);
    }

    private void next() {
        login(names.get(turn.incrementAndGet() % names.size()));
    }

    /// Logs in once as every user; how many of them are refused.
    long all() {
        names.forEach(this::login);
        return open.size();
    }

    // A value that was replaced while it was tried says nothing.
    private void login(String parameter) {
        SoakServer server = servers.get(parameter);
        if (server == null) {
            return;
        }
        Instant before = clock.instant();
        Secret value = live.apply(parameter);
        boolean in = server.opens(value);
        attempts.incrementAndGet();
        if (in) {
            Optional.ofNullable(open.remove(parameter))
                    .ifPresent(since ->
                            lockOuts.add(new LockOut(parameter, since, Duration.between(since, clock.instant()))));
        } else if (live.apply(parameter).sameAs(value)) {
            open.putIfAbsent(parameter, before);
        }
    }

    /// The longest, also of those that last.
    Duration longest() {
        return lockOuts.stream().map(LockOut::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        beats.forEach(one -> one.cancel(true));
        beat.shutdownNow();
    }
}
