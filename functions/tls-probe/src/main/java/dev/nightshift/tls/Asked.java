package dev.nightshift.tls;

import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Sighting;
import java.util.List;

/// An endpoint all of whose addresses were asked once.
///
/// @param noted of its name
/// @param attempts one for each address that was asked
record Asked(Target target, List<Finding> noted, List<Attempt> attempts) {
    /// Whether it is to be asked again.
    boolean isBroken() {
        return attempts.stream().anyMatch(attempt -> attempt.broken().isPresent());
    }

    boolean isClosed() {
        return attempts.stream().anyMatch(Attempt::closed);
    }

    Observation observation() {
        return observation(attempts.stream().map(Attempt::sighting).toList());
    }

    Observation observation(List<Sighting> sightings) {
        return new Observation(target, noted, sightings);
    }
}
