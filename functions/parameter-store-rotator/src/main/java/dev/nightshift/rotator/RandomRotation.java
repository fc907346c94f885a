package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.ParameterStore.Value;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Replaces a value that nobody else holds, or one field of it: one write, which either happened or did not.
///
/// The live value is read to see that it is one secret; not where a tag says to replace it whatever it is.
record RandomRotation(ParameterStore store, Passwords passwords, PasswordPolicy policy, InstantSource clock) {
    Outcome run(Parameter parameter, Origin origin, Rotation.Conditions conditions) {
        try {
            if (conditions.time().left().compareTo(Rotation.STEP) < 0) {
                return outcome(Kind.DEFERRED, parameter, "there was no time left to finish it");
            }
            RandomField field = RandomField.of(parameter);
            Optional<Value> live = field.needsLive() ? Optional.of(live(parameter)) : Optional.empty();
            if (live.filter(one -> one.version() != parameter.version()).isPresent()) {
                return outcome(Kind.DEFERRED, parameter, "somebody wrote it since it was listed");
            }
            NextValue.mustHaveRoom(store, parameter.name(), parameter.version());
            Secret value = origin == Origin.NEW
                    ? field.after(
                            parameter, live.map(Value::secret).orElse(Secret.of("")), passwords, policy.of(parameter))
                    : store.version(parameter.name(), parameter.version() - 1)
                            .orElseThrow(() -> new Target.Unsuitable(ParameterStore.NOTHING_BEFORE));
            return published(parameter, field, value);
        } catch (Target.Unsuitable e) {
            return outcome(Kind.REFUSED, parameter, e.why());
        } catch (CallException e) {
            return outcome(Kind.FAILED, parameter, e.what());
        }
    }

    private Value live(Parameter parameter) {
        Value live = store.read(List.of(parameter.name())).get(parameter.name());
        if (live == null) {
            throw new Target.Unsuitable("it was deleted since it was listed");
        }
        return live;
    }

    private Outcome published(Parameter parameter, RandomField field, Secret value) {
        OthersEdits others = new OthersEdits(store, parameter.name(), field::merged);
        List<String> notes = new ArrayList<>();
        long version = store.write(parameter, value);
        // The reply names no time. A moment too late is right: who began before it may have the old value.
        Value ours = new Value(value, version, clock.instant(), Optional.empty());
        others.overwrittenBy(ours, parameter.version()).ifPresent(overwritten -> {
            overwritten.value().ifPresent(merged -> store.write(parameter, merged));
            notes.add("; " + overwritten.note());
        });
        return outcome(Kind.ROTATED, parameter, "version " + version + String.join("", notes))
                .publishedAt(clock.instant());
    }

    private static Outcome outcome(Kind kind, Parameter parameter, String why) {
        return Outcome.of(kind, parameter, Strategy.RANDOM.toString(), why);
    }
}
