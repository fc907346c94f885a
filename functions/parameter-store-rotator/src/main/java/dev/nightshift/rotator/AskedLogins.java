package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The target's answers in one run, each asked for once: a failed login less in the target's log.
final class AskedLogins implements StateTable.Logins {
    // A server may block a user after the third.
    private static final int MOST_WRONG = 2;

    private final ParameterStore store;
    private final Target target;
    private final String parameter;
    private final Supplier<Holdings> held;
    private final long turn;

    private Optional<Answer> pending = Optional.empty();
    private Optional<Answer> live = Optional.empty();
    private Optional<Answer> earlier = Optional.empty();
    private Optional<Secret> working = Optional.empty();
    private final List<Secret> refused = new ArrayList<>();
    private int wrong;
    private boolean spared;

    /// @param held what Parameter Store holds at the moment of a question
    /// @param turn for how many hours everything was refused; in each second one only versions before are tried
    AskedLogins(ParameterStore store, Target target, String parameter, Supplier<Holdings> held, long turn) {
        this.store = store;
        this.target = target;
        this.parameter = parameter;
        this.held = held;
        this.turn = turn;
    }

    @Override
    public Answer pending() {
        pending = pending.or(() -> Optional.of(
                isRefusedLately() || isRuledOut() ? Answer.NO : asked(held.get().pendingValue())));
        return pending.orElseThrow();
    }

    @Override
    public Answer live() {
        live = live.or(() -> Optional.of(
                isRefusedLately() ? Answer.NO : works(held.get().live().secret())));
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

    /// Takes note that the live value was asked a moment ago and refused.
    void refusedJustNow() {
        live = Optional.of(Answer.NO);
        refused.add(held.get().live().secret());
        wrong++;
    }

    /// What is known to be the answer to what is published.
    Answer published() {
        Secret published = held.get().live().secret();
        if (refused.stream().anyMatch(published::sameAs)) {
            return Answer.NO;
        }
        return held.get().isPublished() ? Answer.UNKNOWN : live.orElse(Answer.UNKNOWN);
    }

    /// Asks anew whether the pending value works, because it was set.
    Answer pendingNow() {
        Answer now = asked(held.get().pendingValue());
        pending = Optional.of(now);
        return now;
    }

    /// Asks anew whether the value works with which the pending one was set.
    Answer workingNow() {
        return asked(working());
    }

    /// Why the last question had no answer, after a colon.
    String reason() {
        return target.unanswered().map(why -> ": " + why).orElse("");
    }

    /// A value that works, once [#live] or [#earlier] said that there is one.
    Secret working() {
        return working.orElseThrow();
    }

    /// Whether a value was not tried because others were wrong.
    boolean wasSpared() {
        return spared;
    }

    /// Whether one of the questions had no answer.
    boolean isUnknown() {
        return List.of(pending, live, earlier).contains(Optional.of(Answer.UNKNOWN));
    }

    private Answer oneOfTwo() {
        long newest = held.get().live().version() - turn / 2 * 2;
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

    private boolean isRefusedLately() {
        return turn % 2 == 1;
    }

    // No wrong password for what is known.
    private boolean isRuledOut() {
        return target.canBeSetAgain() && live() == Answer.YES;
    }

    private Answer asked(Secret value) {
        if (wrong >= MOST_WRONG) {
            spared = true;
            return Answer.UNKNOWN;
        }
        Answer answer = target.test(value);
        if (answer == Answer.NO) {
            wrong++;
            refused.add(value);
        } else if (answer == Answer.YES) {
            refused.removeIf(value::sameAs);
        }
        return answer;
    }

    private Answer works(Secret value) {
        Answer answer = asked(value);
        if (answer == Answer.YES) {
            working = Optional.of(value);
        }
        return answer;
    }
}
