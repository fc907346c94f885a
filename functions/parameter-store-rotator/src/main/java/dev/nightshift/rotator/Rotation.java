package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.ParameterStore.Past;
import dev.nightshift.rotator.ParameterStore.Value;
import dev.nightshift.rotator.StateTable.Facts;
import dev.nightshift.rotator.Target.Setting;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the rotation of one parameter as far as it can get in this run: it looks, takes the step that the
/// [StateTable] names, and looks again.
///
/// It deletes no pending value: that is done when people have been told.
final class Rotation {
    /// What a run gives each rotation.
    ///
    /// @param time what is left of the run
    record Conditions(Instant now, Remaining time, boolean soleActor) {}

    /// What is left of a run.
    @FunctionalInterface
    interface Remaining {
        Duration left();
    }

    /// Enough to set a value at the target, to test it and to publish it: no such step begins
    /// with less.
    static final Duration STEP = Duration.ofSeconds(90);

    // Working with parameter versions, AWS Systems Manager User Guide.
    private static final int MOST_VERSIONS = 100;

    private final ParameterStore store;
    private final Target target;
    private final Parameter parameter;
    private final Strategy strategy;
    private final Conditions conditions;
    private final String pendingName;

    private Optional<Value> live = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private Instant pendingSince = Instant.MIN;
    private boolean begun;
    private boolean published;
    private Optional<String> refused = Optional.empty();
    private final List<String> notes = new ArrayList<>();

    Rotation(ParameterStore store, Target target, Parameter parameter, Strategy strategy, Conditions conditions) {
        this.store = store;
        this.target = target;
        this.parameter = parameter;
        this.strategy = strategy;
        this.conditions = conditions;
        this.pendingName = Pending.nameFor(parameter.name());
    }

    /// Takes step after step until one is the last of this run.
    ///
    /// @param origin of a new value, if the parameter is due; nothing to finish what is under way
    Outcome run(Optional<Origin> origin) {
        try {
            look();
            Asked asked = new Asked();
            while (true) {
                Step step = StateTable.next(facts(origin.isPresent()), asked);
                Optional<Outcome> end = take(step, origin.orElse(Origin.NEW), asked);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (CallException e) {
            return outcome(Kind.FAILED, e.what());
        } catch (Target.Unsuitable e) {
            return outcome(Kind.REFUSED, e.why());
        }
    }

    private Optional<Outcome> take(Step step, Origin origin, Asked asked) {
        boolean changesMuch = step == Step.BEGIN || step == Step.SET;
        if (changesMuch && conditions.time().left().compareTo(STEP) < 0) {
            return end(Kind.DEFERRED, "there was no time left to finish it");
        }
        return switch (step) {
            case REST -> end(Kind.DEFERRED, "somebody wrote it since it was listed");
            case BEGIN -> begin(origin);
            case SET -> set(asked);
            case PUBLISH -> publish();
            case FINISH -> Optional.of(finish());
            case ABANDON -> Optional.of(abandon());
            case WAIT -> end(refused.isPresent() ? Kind.REFUSED : Kind.UNFINISHED, waiting(asked));
            case FREEZE ->
                end(Kind.FROZEN, refused.orElse("the target refuses the live credential and every other that is kept"));
        };
    }

    private void look() {
        Map<String, Value> found = store.read(List.of(parameter.name(), pendingName));
        Value newest = found.get(parameter.name());
        if (newest == null) {
            throw new Target.Unsuitable("it was deleted since it was listed");
        }
        live = Optional.of(newest);
        Value kept = found.get(pendingName);
        pending = Optional.empty();
        if (kept != null) {
            pending = Pending.read(parameter.name(), kept.secret());
            pendingSince = kept.modified();
            if (pending.isEmpty()) {
                throw new Target.Unsuitable(pendingName + " holds nothing that this version understands");
            }
        }
    }

    private Facts facts(boolean due) {
        return new Facts(
                due && live().version() == parameter.version(),
                pending.isPresent(),
                pending.filter(one -> one.value().sameAs(live().secret())).isPresent(),
                pending.filter(one -> one.base() != live().version()).isPresent(),
                refused.isPresent(),
                pendingSince.plus(RotatorConfig.COOL_DOWN).isBefore(conditions.now()),
                conditions.soleActor());
    }

    /// Everything that can be refused later is tried here, before anything is written down.
    private Optional<Outcome> begin(Origin origin) {
        mustHaveRoom();
        Secret value = origin == Origin.NEW ? target.candidate(parameter, live().secret()) : previous();
        if (!parameter.accepts(value)) {
            throw new Target.Unsuitable("the new value would not match what Parameter Store takes here");
        }
        if (!store.begin(parameter, new Pending(parameter.name(), live().version(), value))) {
            return end(Kind.DEFERRED, "another run is at it, or was a moment ago");
        }
        begun = origin == Origin.NEW;
        look();
        if (pending.filter(one -> one.value().sameAs(value)).isEmpty()) {
            throw new CallException("what was written down is not what is there");
        }
        return Optional.empty();
    }

    private Secret previous() {
        String name = parameter.name() + ":" + (live().version() - 1);
        Value value = store.read(List.of(name)).get(name);
        if (value == null) {
            throw new Target.Unsuitable("there is no version before the live one to go back to");
        }
        return value.secret();
    }

    private void mustHaveRoom() {
        if (live().version() < MOST_VERSIONS) {
            return;
        }
        List<Past> history = store.history(parameter.name());
        if (history.size() >= MOST_VERSIONS && !history.getFirst().labels().isEmpty()) {
            throw new Target.Unsuitable("it has 100 versions and the oldest, %d, has the label %s: move it to another"
                    .formatted(
                            history.getFirst().version(),
                            String.join(", ", history.getFirst().labels())));
        }
    }

    private Optional<Outcome> set(Asked asked) {
        Setting setting = target.set(pending().value(), asked.working());
        return switch (setting) {
            case Setting.Taken() -> {
                asked.pending = Optional.of(target.test(pending().value()));
                yield asked.pending() == Answer.YES
                        ? Optional.empty()
                        : end(Kind.UNFINISHED, "the target took the new credential and does not accept it yet");
            }
            case Setting.Refused(String why) -> {
                refused = Optional.of("the target refuses the new credential: " + why);
                yield Optional.empty();
            }
            case Setting.Unknown(String why) -> end(Kind.UNFINISHED, "nobody knows whether it was set: " + why);
        };
    }

    private Optional<Outcome> publish() {
        long expected = live().version() + 1;
        long version = store.write(parameter, pending().value());
        if (version != expected) {
            notes.add("version %d was expected to be %d: somebody else wrote it at the same time"
                    .formatted(version, expected));
        }
        look();
        if (!pending().value().sameAs(live().secret())) {
            return end(Kind.UNFINISHED, "somebody else wrote it right after");
        }
        published = true;
        return Optional.empty();
    }

    private Outcome finish() {
        notes.addFirst(published ? "version " + live().version() : "published " + live().modified());
        return outcome(Kind.ROTATED, String.join("; ", notes)).toClose();
    }

    private Outcome abandon() {
        return outcome(
                        Kind.GIVEN_UP,
                        refused.orElse("version " + live().version() + ", which somebody else wrote, works and stands"))
                .toClose();
    }

    private String waiting(Asked asked) {
        return refused.orElse(
                asked.isUnknown()
                        ? "the target cannot be asked: nothing is changed until it answers"
                        : "what an earlier run sent may still take effect");
    }

    private Value live() {
        return live.orElseThrow();
    }

    private Pending pending() {
        return pending.orElseThrow();
    }

    private Optional<Outcome> end(Kind kind, String why) {
        return Optional.of(outcome(kind, why));
    }

    private Outcome outcome(Kind kind, String why) {
        return Outcome.of(kind, parameter, strategy.toString(), why);
    }

    /// The target's answers in this run, each asked for once.
    private final class Asked implements StateTable.Logins {
        private Optional<Answer> pending = Optional.empty();
        private Optional<Answer> live = Optional.empty();
        private Optional<Answer> earlier = Optional.empty();
        private Optional<Secret> working = Optional.empty();

        @Override
        public Answer pending() {
            // What this run wrote down, nobody can have set: a failed login less in the target's
            // log.
            pending = pending.or(() -> Optional.of(
                    begun ? Answer.NO : target.test(Rotation.this.pending().value())));
            return pending.orElseThrow();
        }

        @Override
        public Answer live() {
            live = live.or(() -> Optional.of(works(Rotation.this.live().secret())));
            return live.orElseThrow();
        }

        @Override
        public Answer earlier() {
            earlier = earlier.or(() -> Optional.of(oneOfTwo()));
            return earlier.orElseThrow();
        }

        Secret working() {
            return working.orElseThrow();
        }

        boolean isUnknown() {
            return List.of(pending, live, earlier).contains(Optional.of(Answer.UNKNOWN));
        }

        private Answer oneOfTwo() {
            long newest = Rotation.this.live().version();
            List<String> names = List.of(parameter.name() + ":" + (newest - 1), parameter.name() + ":" + (newest - 2));
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
}
