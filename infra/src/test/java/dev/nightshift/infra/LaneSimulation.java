package dev.nightshift.infra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// How long events travel through a queue, its batching and its function, in seconds, as a discrete simulation.
///
/// What is fixed here is Lambda's, not ours: a standard queue is read by five pollers at first, each with a batch of
/// its
/// own, which begins with its first event and is sent when its window is over or when it is full. Source: *Using Lambda
/// with Amazon SQS*, AWS Lambda Developer Guide.
///
/// @param delay of the queue
/// @param window of the event source mapping
/// @param size of a batch
/// @param concurrency how many batches are worked on at once
record LaneSimulation(double delay, double window, int size, int concurrency) {
    private static final int POLLERS = 5;

    /// What a function's run takes.
    interface RunTime {
        double of(RandomGenerator random);
    }

    /// @param latencies from each event to the end of the run that was made for it
    /// @param batches how many runs there were
    /// @param lastEnd when the last of them was over
    record Outcome(List<Double> latencies, int batches, double lastEnd) {
        double percentile(double share) {
            List<Double> sorted = latencies.stream().sorted().toList();
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /// One poller: its batch, when that was begun, and when the poller can take events again.
    private static final class Poller {
        private final List<Double> events = new ArrayList<>();
        private double begun;
        private double freeAt;
    }

    /// @param arrivals when each event reaches the queue, in order
    Outcome run(double[] arrivals, RunTime runTime, RandomGenerator random) {
        return new Day(runTime, random).run(arrivals);
    }

    private final class Day {
        private final RunTime runTime;
        private final RandomGenerator random;
        private final List<Poller> pollers =
                Stream.generate(Poller::new).limit(POLLERS).toList();
        private final PriorityQueue<Double> slots = new PriorityQueue<>(Collections.nCopies(concurrency, 0.0));
        private final List<Double> latencies = new ArrayList<>();
        private int batches;
        private double lastEnd;

        private Day(RunTime runTime, RandomGenerator random) {
            this.runTime = runTime;
            this.random = random;
        }

        private Outcome run(double[] arrivals) {
            for (double arrival : arrivals) {
                take(arrival);
            }
            send(Double.POSITIVE_INFINITY);
            return new Outcome(List.copyOf(latencies), batches, lastEnd);
        }

        // Any poller gets it that has room; when all wait for the function, the first that does not.
        private void take(double arrival) {
            double now = arrival + delay;
            send(now);
            List<Poller> ready = readyAt(now);
            while (ready.isEmpty()) {
                now = pollers.stream()
                        .mapToDouble(poller -> poller.freeAt)
                        .min()
                        .orElseThrow();
                send(now);
                ready = readyAt(now);
            }
            Poller poller = ready.get(random.nextInt(ready.size()));
            if (poller.events.isEmpty()) {
                poller.begun = now;
            }
            poller.events.add(arrival);
            if (poller.events.size() == size) {
                send(poller, now);
            }
        }

        private List<Poller> readyAt(double now) {
            return pollers.stream().filter(poller -> poller.freeAt <= now).toList();
        }

        /// Sends the batches whose window is over.
        private void send(double now) {
            pollers.stream()
                    .filter(poller -> !poller.events.isEmpty() && poller.begun + window <= now)
                    .sorted(Comparator.comparingDouble(poller -> poller.begun))
                    .toList()
                    .forEach(poller -> send(poller, poller.begun + window));
        }

        private void send(Poller poller, double at) {
            double begins = Math.max(at, slots.remove());
            double end = begins + runTime.of(random);
            slots.add(end);
            poller.events.forEach(event -> latencies.add(end - event));
            poller.events.clear();
            poller.freeAt = begins;
            batches++;
            lastEnd = Math.max(lastEnd, end);
        }
    }
}
