package dev.nightshift.liveips;

import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.event.Changes;
import dev.nightshift.liveips.report.Run;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The looks that runs for events made in this execution environment: they are some time apart, so that a storm of
/// events costs few of them, and an event that one of them has seen costs no call at all.
///
/// The events come one batch after the other, to one environment as long as it is warm. One that knows nothing looks.
///
/// @param rest waits
record RecentLooks(InstantSource clock, Rest rest, Map<String, Instant> observedAt) {
    /// Waits for a time, [Thread#sleep(Duration)] outside tests.
    @FunctionalInterface
    interface Rest {
        void rest(Duration time);

        /// The real one.
        static void sleep(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted between two looks", e);
            }
        }
    }

    RecentLooks(InstantSource clock, Rest rest) {
        this(clock, rest, new HashMap<>());
    }

    /// Whether one of them has seen every event that may concern an output.
    boolean haveSeen(Output output, Changes changes) {
        return changes.newestThatMayConcern(output)
                .filter(newest -> newest.isSeenBy(observedAt.getOrDefault(output.name(), Instant.MIN)))
                .isPresent();
    }

    /// Waits until the next look at some outputs may begin.
    void waitForNext(List<Output> outputs) {
        Instant now = clock.instant();
        outputs.stream()
                .map(output -> observedAt.get(output.name()))
                .filter(Objects::nonNull)
                .map(last -> last.plus(LiveIpsConfig.LOOKS_APART))
                .filter(now::isBefore)
                .max(Instant::compareTo)
                .ifPresent(next -> rest.rest(Duration.between(now, next)));
    }

    /// Remembers what a run has looked at.
    void add(Run run) {
        for (Outcome outcome : run.outcomes()) {
            if (outcome instanceof Outcome.Settled(Publication one)) {
                observedAt.put(one.output().name(), one.observedAt());
            }
        }
    }
}
