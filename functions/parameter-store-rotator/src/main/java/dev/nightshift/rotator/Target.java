package dev.nightshift.rotator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What the secret opens, and how its credentials are replaced there.
///
/// Values are those of the parameter as a whole. Every call may throw a [CallException] when nothing can be said.
interface Target {
    /// What became of setting a value.
    sealed interface Setting {
        /// Nothing was sent.
        record NotSent(String why) implements Setting {}

        /// The target took it.
        record Taken() implements Setting {}

        /// The target answered that it will not have this value. Some servers change it all the same: ask.
        record Refused(String why) implements Setting {}

        /// Nobody knows; it may still take it.
        record Unknown(String why) implements Setting {}
    }

    /// A value to be published after the live one.
    ///
    /// @throws Unsuitable when there is none, before anything was changed
    Secret candidate(Parameter parameter, Secret live);

    /// Looks, before anything is written down, whether a value can become the only one that works wherever the one
    /// before did. A value whose credential works was tested before.
    ///
    /// @throws Unsuitable when it cannot
    default void mustBeSafe(Secret next) {}

    /// Whether a value's credential works.
    Answer test(Secret value);

    /// Whether the live value works, asked so that nobody notices: not by calling with an access key, and not where
    /// the application could miss the connection.
    default LiveAnswer look(Secret live) {
        return switch (test(live)) {
            case YES -> new LiveAnswer.Works();
            case NO -> new LiveAnswer.Refused();
            case UNKNOWN -> new LiveAnswer.Unknown(unanswered().orElse("the target does not answer"));
        };
    }

    /// Why the target cannot be asked at present although nothing is wrong with it, as the end of a sentence.
    ///
    /// @param live the live value
    default Optional<String> downOnPurpose(Secret live, Instant now) {
        return Optional.empty();
    }

    /// Whether the last question had no answer, and why, as the end of a sentence.
    default Optional<String> unanswered() {
        return Optional.empty();
    }

    /// What the target said to the last credential that it refused, as the end of a sentence.
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /// Whether a new credential ends the one before: then one that works proves that no other does.
    boolean isExclusive();

    /// Whether the pending value can be set at any time, so that it need not be tried while the live one works.
    boolean canBeSetAgain();

    /// An edited value with the credential of another one, and with everything else as it is in the edited one.
    ///
    /// @return nothing where a value cannot be taken apart
    default Optional<Secret> merged(Secret edited, Secret credential) {
        return Optional.empty();
    }

    /// After how many wrong passwords in a row it blocks a user: `Integer.MAX_VALUE` when it never does, nothing as
    /// long
    /// as it could not be asked.
    default Optional<Integer> blockedAfter() {
        return Optional.of(Integer.MAX_VALUE);
    }

    /// Whose passwords a rotation of this value changes, each with its server; nothing where two values may share one.
    ///
    /// @throws Unsuitable when it does not say
    default Set<String> users(Secret live) {
        return Set.of();
    }

    /// Opens what is needed to make the pending value's credential work.
    ///
    /// @param working a value whose credential works
    Change change(Secret pending, Secret working);

    /// A value on its way to the target, while the session that sets it is open.
    interface Change extends AutoCloseable {
        /// Makes the pending value's credential work. Doing it again is harmless.
        Setting set();

        /// Makes the value work again with which the session was opened, if the set ended it.
        void undo();

        @Override
        void close();

        /// One for which nothing could be opened.
        static Change none(Setting why) {
            return new Change() {
                @Override
                public Setting set() {
                    return why;
                }

                @Override
                public void undo() {
                    // Nothing was sent.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }

    /// What became of a credential that was replaced.
    sealed interface Retirement {
        /// The end of a sentence.
        String why();

        /// Nothing is to be done before its time comes, and nobody need hear of it.
        record Waits(String why) implements Retirement {}

        /// More is to be done, and people should know.
        record Open(String why) implements Retirement {}

        /// It is gone, or not ours to touch.
        record Over(String why) implements Retirement {}
    }

    /// Whether no new value may be made before what an earlier one left is retired.
    default boolean endsOldFirst() {
        return false;
    }

    /// Brings what a rotation has left behind one step further.
    ///
    /// @param claim under which it began; only a target that wrote one is asked
    default Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        throw new Unsuitable("a rotation of an access key is not over: give it its strategy back until it is");
    }

    /// A parameter or a value that cannot be rotated as it is.
    final class Unsuitable extends RuntimeException {
        private static final long serialVersionUID = 1;

        /// @param why the end of a sentence, without any value
        Unsuitable(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
