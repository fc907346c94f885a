package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The target's answers in one run, each asked for once: a failed login less in the target's log.
final class AskedLogins implements StateTable.Logins {
    private final ParameterStore store;
    private final Target target;
    private final String parameter;
    private final Supplier<Holdings> held;

    private Optional<Answer> pending = Optional.empty();
    private Optional<Answer> live = Optional.empty();
    private Optional<Answer> earlier = Optional.empty();
    private Optional<Secret> working = Optional.empty();

    /// @param held what Parameter Store holds at the moment of a question
    AskedLogins(ParameterStore store, Target target, String parameter, Supplier<Holdings> held) {
        this.store = store;
        this.target = target;
        this.parameter = parameter;
        this.held = held;
    }

    @Override
    public Answer pending() {
        pending = pending.or(() -> Optional.of(target.test(held.get().pendingValue())));
        return pending.orElseThrow();
    }

    @Override
    public Answer live() {
        live = live.or(() -> Optional.of(works(held.get().live().secret())));
        return live.orElseThrow();
    }

    @Override
    public Answer earlier() {
        earlier = earlier.or(() -> Optional.of(oneOfTwo()));
        return earlier.orElseThrow();
    }

    /// Takes note that the pending value was made a moment ago: nobody can have set it.
    void justMade() {
        pending = Optional.of(Answer.NO);
    }

    /// Asks anew whether the pending value works, because it was set.
    Answer pendingNow() {
        pending = Optional.empty();
        return pending();
    }

    /// A value that works, once [#live] or [#earlier] said that there is one.
    Secret working() {
        return working.orElseThrow();
    }

    /// Whether one of the questions had no answer.
    boolean isUnknown() {
        return List.of(pending, live, earlier).contains(Optional.of(Answer.UNKNOWN));
    }

    private Answer oneOfTwo() {
        long newest = held.get().live().version();
        List<String> names = List.of(parameter + ":" + (newest - 1), parameter + ":" + (newest - 2));
        Answer answer = Answer.NO;
        for (Value value : store.read(names).values()) {
            answer = works(value.secret());
            if (answer != Answer.NO) {
                return answer;
            }
        }
        return answer;
    }

    private Answer works(Secret value) {
        Answer answer = target.test(value);
        if (answer == Answer.YES) {
            working = Optional.of(value);
        }
        return answer;
    }
}
