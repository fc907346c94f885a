package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.InstantSource;
import java.util.Optional;

/// Replaces a value that nobody else holds: one write, which either happened or did not. The old value is not even
/// read.
record RandomRotation(ParameterStore store, Passwords passwords, PasswordPolicy policy, InstantSource clock) {
    Outcome run(Parameter parameter, Origin origin, Rotation.Conditions conditions) {
        try {
            Optional<Secret> value = origin == Origin.NEW
                    ? generated(parameter)
                    : store.version(parameter.name(), parameter.version() - 1);
            if (value.isEmpty()) {
                return outcome(
                        Kind.REFUSED,
                        parameter,
                        origin == Origin.NEW
                                ? "no value of the settings' passwords matches its allowed pattern"
                                : ParameterStore.NOTHING_BEFORE);
            }
            if (conditions.time().left().compareTo(Rotation.STEP) < 0) {
                return outcome(Kind.DEFERRED, parameter, "there was no time left to finish it");
            }
            long version = store.write(parameter, value.get());
            String others = version == parameter.version() + 1 ? "" : "; somebody else wrote it at the same time";
            // The reply names no time. A moment too late is right: who began before it may have the old value.
            return outcome(Kind.ROTATED, parameter, "version " + version + others)
                    .publishedAt(clock.instant());
        } catch (CallException e) {
            return outcome(Kind.FAILED, parameter, e.what());
        }
    }

    private Optional<Secret> generated(Parameter parameter) {
        return passwords
                .generate(policy, text -> parameter.accepts(Secret.of(text)))
                .map(Secret::of);
    }

    private static Outcome outcome(Kind kind, Parameter parameter, String why) {
        return Outcome.of(kind, parameter, Strategy.RANDOM.toString(), why);
    }
}
