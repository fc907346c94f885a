package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Parameter Store holds for one rotation.
///
/// @param pendingSince when the pending value was written; long ago when there is none
record Holdings(Value live, Optional<Pending> pending, Instant pendingSince) {
    /// Reads both values in one call.
    ///
    /// @throws Target.Unsuitable when the parameter is gone, or what is pending is not understood
    static Holdings read(ParameterStore store, String name) {
        String pendingName = Pending.nameFor(name);
        Map<String, Value> found = store.read(List.of(name, pendingName));
        Value live = found.get(name);
        if (live == null) {
            throw new Target.Unsuitable("it was deleted since it was listed");
        }
        Value kept = found.get(pendingName);
        if (kept == null) {
            return new Holdings(live, Optional.empty(), Instant.MIN);
        }
        Optional<Pending> pending = Pending.read(name, kept.secret());
        if (pending.isEmpty()) {
            throw new Target.Unsuitable(pendingName + " holds nothing that this version understands");
        }
        return new Holdings(live, pending, kept.modified());
    }

    /// Whether the pending value is this one.
    boolean isPending(Secret value) {
        return pending.filter(one -> one.value().sameAs(value)).isPresent();
    }

    /// Whether the live value is the pending one.
    boolean isPublished() {
        return isPending(live.secret());
    }

    /// Whether the live parameter has another version than the pending value was made from.
    boolean hasMoved() {
        return pending.filter(one -> one.base() != live.version()).isPresent();
    }

    /// The pending value, which must be there.
    Secret pendingValue() {
        return pending.orElseThrow().value();
    }
}
