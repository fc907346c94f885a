package dev.nightshift.liveips.look;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// A scout that knows which servers weekend-instance-stopper keeps down.
///
/// @param stopped called only when a server is stopped
public record StopperAwareScout(Scout scout, Supplier<StoppedHosts> stopped, InstantSource clock) implements Scout {
    @Override
    public Look look(Place place, List<Output> outputs, List<Entry> published) {
        Look look = scout.look(place, outputs, published);
        return look.machines().values().stream().anyMatch(Machine::isDown)
                ? look.explained(stopped.get(), clock.instant())
                : look;
    }
}
