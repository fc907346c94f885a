package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Parameter Store holds for one rotation.
///
/// @param pendingSince when the pending value was written; long ago when there is none
/// @param claim what was written down before the pending value was made, if that was needed
record Holdings(Value live, Optional<Pending> pending, Instant pendingSince, Optional<Claim> claim) {
    /// Reads all in one call.
    ///
    /// @throws Target.Unsuitable when the parameter is gone, or what is pending is not understood
    static Holdings read(ParameterStore store, String name) {
        String pendingName = Pending.nameFor(name);
        String claimName = Claim.nameFor(name);
        Map<String, Value> found = store.read(List.of(name, pendingName, claimName));
        Value live = found.get(name);
        if (live == null) {
            throw new Target.Unsuitable("it was deleted since it was listed");
        }
        Optional<Value> pending = Optional.ofNullable(found.get(pendingName));
        Optional<Value> claim = Optional.ofNullable(found.get(claimName));
        return new Holdings(
                live,
                pending.map(kept -> understood(pendingName, Pending.read(name, kept))),
                pending.map(Value::modified).orElse(Instant.MIN),
                claim.map(kept -> understood(claimName, Claim.read(name, kept))));
    }

    private static <T> T understood(String name, Optional<T> kept) {
        return kept.orElseThrow(() -> new Target.Unsuitable(name + " holds nothing that this version understands"));
    }

    /// The same with another pending value.
    Holdings with(Pending other) {
        return new Holdings(live, Optional.of(other), pendingSince, claim);
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
