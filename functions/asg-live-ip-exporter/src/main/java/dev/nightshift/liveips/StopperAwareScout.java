package dev.nightshift.liveips;

import dev.nightshift.kit.StoppedHosts;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// A scout that knows which servers weekend-instance-stopper keeps down.
///
/// @param stopped called only when a server is stopped
record StopperAwareScout(Scout scout, Supplier<StoppedHosts> stopped, InstantSource clock) implements Scout {
    @Override
    public Look look(Place place, List<Output> outputs, List<Entry> published) {
        Look look = scout.look(place, outputs, published);
        return look.machines().values().stream().anyMatch(Machine::isDown)
                ? look.explained(stopped.get(), clock.instant())
                : look;
    }
}
