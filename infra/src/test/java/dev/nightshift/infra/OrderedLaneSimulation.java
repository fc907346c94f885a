package dev.nightshift.infra;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// How long events travel through a FIFO queue of one message group and the function behind it, in seconds, as a
/// discrete simulation: one batch after the other, as they are there. A batch whose events a look has seen costs
/// next to no time; else the function waits until it may look again.
///
/// @param size of a batch
/// @param apart how far apart the function's looks begin
record OrderedLaneSimulation(int size, double apart) {
    // A warm function that reads a batch and calls nobody.
    private static final double GLANCE = 0.05;
    // Events tell whole seconds: only what is a second older than a look is surely seen by it.
    private static final double SEEN_AFTER = 1;

    /// @param latencies from each event to the end of the first look that saw it
    /// @param looks how many there were
    record Outcome(List<Double> latencies, int looks) {
        double percentile(double share) {
            List<Double> sorted = latencies.stream().sorted().toList();
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /// @param arrivals when each event reaches the queue, in order
    Outcome run(double[] arrivals, LaneSimulation.RunTime runTime, RandomGenerator random) {
        NavigableMap<Double, Double> looks = new TreeMap<>();
        double now = 0;
        for (int first = 0; first < arrivals.length; ) {
            now = Math.max(now, arrivals[first]);
            int end = first + 1;
            while (end < arrivals.length && end - first < size && arrivals[end] <= now) {
                end++;
            }
            if (looks.ceilingKey(arrivals[end - 1] + SEEN_AFTER) == null) {
                double begins = looks.isEmpty() ? now : Math.max(now, looks.lastKey() + apart);
                now = begins + runTime.of(random);
                looks.put(begins, now);
            } else {
                now += GLANCE;
            }
            first = end;
        }
        return new Outcome(
                Arrays.stream(arrivals)
                        .mapToObj(arrival -> looks.ceilingEntry(arrival).getValue() - arrival)
                        .toList(),
                looks.size());
    }
}
