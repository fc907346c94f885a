package dev.nightshift.rotator;

import dev.nightshift.rotator.Target.Change;
import dev.nightshift.rotator.Target.Setting;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sets the pending value and asks what has become of it, whatever the target answered, while the session is open.
///
/// What cannot be asked is asked again for half a minute. Then the value before is set back where the session still
/// can,
/// so that what is published goes on working.
record SetAndAsked(Target target, AskedLogins asked, Pace pace, Rotation.Remaining time) {
    // What was sent has taken effect by then, or never will: see Engine.bound.
    private static final Duration LANDED = Duration.ofSeconds(20);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9), Duration.ofSeconds(17));

    /// What has become of a value.
    sealed interface Fate {
        /// It works.
        record Works() implements Fate {}

        /// The target will not have it, and the value before works.
        record Refused(String why) implements Fate {}

        /// Nobody knows: it has to be asked again soon.
        record Open(String why) implements Fate {}

        /// Neither this value nor the one before works.
        record Neither(String why) implements Fate {}
    }

    Fate set(Secret pending) {
        try (Change change = target.change(pending, asked.working())) {
            asked.isBeingSet();
            return switch (change.set()) {
                case Setting.NotSent(String why) -> {
                    asked.wasNotSent();
                    yield new Fate.Open("it was not set: " + why);
                }
                case Setting.Taken() -> taken(change);
                case Setting.Refused(String why) ->
                    asked(change, "the target refuses the new credential: " + why, Fate.Refused::new);
                case Setting.Unknown(String why) -> {
                    if (target.isExclusive() && !isEnded()) {
                        pace.rest(LANDED);
                    }
                    yield asked(change, "nobody knows whether it was set: " + why, Fate.Open::new);
                }
            };
        }
    }

    // Whether it took effect at once, as far as one password more may be wrong.
    private boolean isEnded() {
        return asked.mayErrTwice() && asked.workingNow() == Answer.NO;
    }

    private Fate taken(Change change) {
        Answer pending = again(() -> asked.pendingNow(true));
        if (pending == Answer.YES) {
            return new Fate.Works();
        }
        String why = "the target took the new credential and "
                + (pending == Answer.NO ? "refuses it" + asked.refusal() : "cannot be asked" + asked.reason());
        change.undo();
        return switch (again(asked::workingNow)) {
            case YES -> pending == Answer.NO ? new Fate.Refused(why) : new Fate.Open(why + "; the old one works");
            case NO -> new Fate.Neither(why + "; it refuses the old one too" + asked.refusal());
            case UNKNOWN -> new Fate.Open(why);
        };
    }

    // Where only one can work the old one is asked first: if it works nothing was changed, and no password was wrong.
    // Where one wrong password is all there is, the new one is: if it is wrong, the old one was not ended.
    private Fate asked(Change change, String why, Function<String, Fate> unchanged) {
        boolean twice = asked.mayErrTwice();
        if (target.isExclusive() && twice) {
            Answer old = asked.isWorkingRefused() ? Answer.NO : again(asked::workingNow);
            if (old != Answer.NO) {
                return old == Answer.YES ? unchanged.apply(why) : new Fate.Open(why + asked.reason());
            }
        }
        return switch (again(() -> asked.pendingNow(false))) {
            case YES -> new Fate.Works();
            case UNKNOWN -> new Fate.Open(why + asked.reason());
            case NO -> {
                change.undo();
                yield target.isExclusive() && twice
                        ? new Fate.Neither(why + "; it refuses the old one and the new one" + asked.refusal())
                        : unchanged.apply(why);
            }
        };
    }

    private Answer again(Supplier<Answer> question) {
        Answer answer = question.get();
        for (Duration pause : PAUSES) {
            if (answer != Answer.UNKNOWN || time.left().compareTo(Rotation.STEP) < 0) {
                return answer;
            }
            pace.rest(pause);
            answer = question.get();
        }
        return answer;
    }
}
