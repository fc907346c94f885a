package dev.nightshift.rotator;

import java.time.Instant;
import java.util.Optional;

/// What the secret opens, and how its credentials are replaced there.
///
/// Values are those of the parameter as a whole. Every call may throw a [CallException] when nothing can be said.
interface Target {
    /// What became of setting a value.
    sealed interface Setting {
        /// The target took it.
        record Taken() implements Setting {}

        /// The target answered that it will not have this value; nothing was changed.
        record Refused(String why) implements Setting {}

        /// Nobody knows; it may still take it.
        record Unknown(String why) implements Setting {}
    }

    /// A value to be published after the live one.
    ///
    /// @throws Unsuitable when there is none, before anything was changed
    Secret candidate(Parameter parameter, Secret live);

    /// Whether a value's credential works.
    Answer test(Secret value);

    /// Why the target cannot be asked at present although nothing is wrong with it, as the end of a sentence.
    ///
    /// @param live the live value
    default Optional<String> downOnPurpose(Secret live, Instant now) {
        return Optional.empty();
    }

    /// Makes the pending value's credential work. Doing it again is harmless.
    ///
    /// @param working a value whose credential works
    Setting set(Secret pending, Secret working);

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
