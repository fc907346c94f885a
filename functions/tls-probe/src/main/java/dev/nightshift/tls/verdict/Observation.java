package dev.nightshift.tls.verdict;

import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import java.time.Instant;
import java.util.List;

/// Everything that was seen of a target: data, that can be judged for any instant without looking again.
public final class Observation {
    private final Target target;
    private final List<Finding> noted;
    private final List<Sighting> sightings;

    /// @param noted of the name itself: why it has no addresses, or which were left alone
    /// @param sightings one for each address probed
    public Observation(Target target, List<Finding> noted, List<Sighting> sightings) {
        this.target = target;
        this.noted = List.copyOf(noted);
        this.sightings = List.copyOf(sightings);
    }

    /// What was looked at.
    public Target target() {
        return target;
    }

    /// The verdict, as of the given instant.
    public Verdict judge(Instant at) {
        return Judge.judge(target, noted, sightings, at);
    }
}
