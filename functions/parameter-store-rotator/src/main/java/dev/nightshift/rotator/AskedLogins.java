package dev.nightshift.rotator;

import dev.nightshift.rotator.ParameterStore.Value;
import dev.nightshift.rotator.WrongPasswords.Refused;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// The target's answers in one run, each asked for once: a failed login less in the target's log.
///
/// A value that the target refused within the hour counts as refused without being sent again. Where the [LoginBudget]
/// is spent there is no answer.
final class AskedLogins implements StateTable.Logins {
    // GetParameters takes ten names.
    private static final int KEPT_VERSIONS = 10;
    private static final String VERSION = "version ";

    private final ParameterStore store;
    private final Target target;
    private final String parameter;
    private final Supplier<Holdings> held;
    private final LoginBudget budget;

    private Optional<Answer> pending = Optional.empty();
    private Optional<Answer> live = Optional.empty();
    private Optional<Answer> before = Optional.empty();
    private Optional<Answer> earlier = Optional.empty();
    private Optional<Value> working = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private boolean spared;
    private boolean workingRefused;

    /// @param held what Parameter Store holds at the moment of a question
    AskedLogins(ParameterStore store, Target target, String parameter, Supplier<Holdings> held, LoginBudget budget) {
        this.store = store;
        this.target = target;
        this.parameter = parameter;
        this.held = held;
        this.budget = budget;
    }

    @Override
    public Answer pending() {
        pending = pending.or(() -> Optional.of(remembered(this::askedForPending)));
        return pending.orElseThrow();
    }

    @Override
    public Answer live() {
        live = live.or(() -> Optional.of(remembered(this::askedForLive)));
        return live.orElseThrow();
    }

    @Override
    public Answer earlier() {
        earlier = earlier.or(() -> Optional.of(remembered(this::oneBefore)));
        return earlier.orElseThrow();
    }

    /// Takes note that the pending value was made a moment ago: nobody can have set it.
    void justMade() {
        pending = Optional.of(Answer.NO);
    }

    /// Takes note that the live value was asked a moment ago and refused, which is written down already.
    void refusedJustNow() {
        live = Optional.of(Answer.NO);
    }

    /// What is known of what is published.
    Answer published() {
        return held.get().isPublished() ? Answer.UNKNOWN : live.orElse(Answer.UNKNOWN);
    }

    /// Takes note that the pending value is about to be set: where it ends the one before, nothing is known of that.
    void isBeingSet() {
        before = live;
        workingRefused = false;
        if (target.isExclusive()) {
            live = Optional.empty();
        }
    }

    /// Takes note that it was not sent: what is known of the live value still holds.
    void wasNotSent() {
        live = before;
    }

    /// Asks anew whether the pending value works, because it was sent.
    ///
    /// @param taken whether the target took it
    Answer pendingNow(boolean taken) {
        Answer now = remembered(() -> sent(pendingName(), held.get().pendingValue(), taken));
        pending = Optional.of(now);
        return now;
    }

    /// Asks anew whether the value works with which the pending one was set.
    Answer workingNow() {
        Value value = working.orElseThrow();
        Answer now = remembered(() -> sent(name(value), value.secret(), false));
        workingRefused = now == Answer.NO;
        if (value.version() == held.get().live().version()) {
            live = Optional.of(now);
        }
        return now;
    }

    /// Whether that was refused after the pending one was sent.
    boolean isWorkingRefused() {
        return workingRefused;
    }

    /// Asks anew whether the live value works, because it was set back.
    Answer liveNow() {
        Value value = held.get().live();
        Answer now = remembered(() -> sent(name(value), value.secret(), false));
        live = Optional.of(now);
        return now;
    }

    /// Whether two wrong passwords are harmless.
    boolean mayErrTwice() {
        try {
            return budget.most(target.blockedAfter()) > 1;
        } catch (WrongPasswordBook.Lost e) {
            return false;
        }
    }

    /// Why the last question had no answer, after a colon.
    String reason() {
        return lost.or(target::unanswered).map(why -> ": " + why).orElse("");
    }

    /// What the target said to the last value that it refused in this run, after a colon.
    String refusal() {
        return target.refusal().map(why -> ": " + why).orElse("");
    }

    /// A value that works, once [#live] or [#earlier] said that there is one.
    Secret working() {
        return working.orElseThrow().secret();
    }

    /// Until when a value is not tried because others were wrong.
    Optional<String> spared() {
        return spared && lost.isEmpty() ? Optional.of(budget.next().toString()) : Optional.empty();
    }

    /// Whether the live value is known to work.
    boolean isLiveWorking() {
        return live.equals(Optional.of(Answer.YES));
    }

    /// Whether one of the questions had no answer.
    boolean isUnknown() {
        return List.of(pending, live, earlier).contains(Optional.of(Answer.UNKNOWN));
    }

    private Answer askedForPending() {
        if (rests(pendingName()) || (isLiveFirst() && live() == Answer.YES)) {
            return Answer.NO;
        }
        return sent(pendingName(), held.get().pendingValue(), false);
    }

    // While the live one works the pending one need not be tried, if it can be set at any time. Where one wrong
    // password is all there is, the pending one is tried first: if it is wrong, the live one was not ended.
    private boolean isLiveFirst() {
        return target.canBeSetAgain()
                && (mayErrTwice()
                        || budget.refusedAt(pendingName())
                                .filter(at -> budget.refusedAt(liveName())
                                        .filter(at::isBefore)
                                        .isEmpty())
                                .isPresent());
    }

    private Answer askedForLive() {
        if (rests(liveName())) {
            return Answer.NO;
        }
        Value value = held.get().live();
        boolean fine = held.get().pending().isEmpty() && !budget.hasAnyRefused();
        return works(value, fine);
    }

    private Answer oneBefore() {
        long newest = held.get().live().version();
        Optional<String> right = budget.right();
        List<String> names = LongStream.range(Math.max(1, newest - KEPT_VERSIONS), newest)
                .boxed()
                .sorted(Comparator.<Long, Boolean>comparing(
                                version -> right.filter(name(version)::equals).isEmpty())
                        .thenComparing(Comparator.reverseOrder()))
                .map(version -> parameter + ":" + version)
                .toList();
        Answer answer = Answer.NO;
        for (Value value : names.isEmpty() ? List.<Value>of() : inOrder(names)) {
            if (budget.refusedAt(name(value)).isEmpty()) {
                answer = works(value, false);
            }
            if (answer != Answer.NO) {
                return answer;
            }
        }
        return answer;
    }

    private List<Value> inOrder(List<String> names) {
        var found = store.read(names);
        return names.stream().filter(found::containsKey).map(found::get).toList();
    }

    private boolean rests(String value) {
        return budget.wasRefused(value)
                || budget.isTurnOfOthers(value, kept(held.get().live()));
    }

    private Answer works(Value value, boolean fine) {
        Answer answer = sent(name(value), value.secret(), fine);
        if (answer == Answer.YES) {
            working = Optional.of(value);
        }
        return answer;
    }

    // What is fine is written down only if it is refused all the same.
    private Answer sent(String name, Secret value, boolean fine) {
        boolean foreign = name.equals(liveName()) && budget.refusedAt(name).isEmpty();
        if (budget.isSpent(target.blockedAfter(), foreign)) {
            spared = true;
            return Answer.UNKNOWN;
        }
        Refused one = budget.about(name);
        if (!fine) {
            budget.note(one);
        }
        Answer answer = target.test(value);
        if (answer == Answer.NO) {
            budget.refused(one);
        } else if (answer == Answer.YES) {
            budget.worked(one, target.blockedAfter());
        } else if (!fine) {
            budget.forget(one);
        }
        return answer;
    }

    // What cannot be written down is not sent.
    private Answer remembered(Supplier<Answer> question) {
        try {
            lost = Optional.empty();
            return question.get();
        } catch (WrongPasswordBook.Lost e) {
            lost = Optional.of(e.why());
            return Answer.UNKNOWN;
        }
    }

    private String liveName() {
        return name(held.get().live());
    }

    /// How a version is remembered.
    static String name(Value value) {
        return name(value.version());
    }

    private static String name(long version) {
        return VERSION + version;
    }

    /// How the live version is remembered, and before it those that may be tried.
    static List<String> kept(Value live) {
        return LongStream.rangeClosed(Math.max(1, live.version() - KEPT_VERSIONS), live.version())
                .mapToObj(AskedLogins::name)
                .toList();
    }

    private String pendingName() {
        return "pending since " + held.get().pendingSince();
    }
}
