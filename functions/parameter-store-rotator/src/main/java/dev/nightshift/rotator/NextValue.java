package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Past;
import dev.nightshift.rotator.ParameterStore.Value;
import dev.nightshift.rotator.Verdict.Origin;
import java.util.List;

/// The value to be published after the live one. Everything that Parameter Store could refuse later is tried here,
/// before anything is written down.
record NextValue(ParameterStore store, Target target, Parameter parameter) {
    // Working with parameter versions, AWS Systems Manager User Guide.
    private static final int MOST_VERSIONS = 100;

    /// The value after a live one.
    ///
    /// @throws Target.Unsuitable when there is none, or when it could not be published
    Secret after(Value live, Origin origin) {
        mustHaveRoom(store, parameter.name(), live.version());
        Secret value = switch (origin) {
            case NEW -> target.candidate(parameter, live.secret());
            case PREVIOUS ->
                store.version(parameter.name(), live.version() - 1)
                        .orElseThrow(() -> new Target.Unsuitable(ParameterStore.NOTHING_BEFORE));
        };
        if (!parameter.accepts(value)) {
            throw new Target.Unsuitable("the new value would not match what Parameter Store takes here");
        }
        if (origin == Origin.NEW) {
            JsonField.repeated(live.secret(), value).ifPresent(field -> {
                throw new Target.Unsuitable(JsonField.repeats(field));
            });
        }
        target.mustBeSafe(value);
        return value;
    }

    /// Parameter Store deletes the oldest of a hundred versions for a new one, unless it has a label.
    ///
    /// @throws Target.Unsuitable when it has
    static void mustHaveRoom(ParameterStore store, String name, long version) {
        if (version < MOST_VERSIONS) {
            return;
        }
        List<Past> history = store.history(name);
        if (history.size() >= MOST_VERSIONS && !history.getFirst().labels().isEmpty()) {
            throw new Target.Unsuitable("it has 100 versions and the oldest, %d, has the label %s: move it to another"
                    .formatted(
                            history.getFirst().version(),
                            String.join(", ", history.getFirst().labels())));
        }
    }
}
