package dev.nightshift.kit.aws;

import dev.nightshift.kit.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// What a function does in one invocation: looks, plans, acts, and returns what became of it.
///
/// @param <E> what the function reads from its event besides the envelope
@FunctionalInterface
public interface Job<E> {
    /// Does it. What a person or a retry has to help with is part of the [Result]; an exception is a bug, or an event
    /// that asks for what is not there.
    Result run(Call<E> call);

    /// Reads an invocation's payload.
    @FunctionalInterface
    interface Reader<E> {
        /// Reads it.
        ///
        /// @throws dev.nightshift.kit.SettingsException naming each key that is wrong
        Invocation.With<E> read(InputStream payload) throws IOException;
    }

    /// One invocation.
    ///
    /// @param event what the function alone reads from it
    /// @param dryRun whether the event asks for a dry run: a person's, which changes nothing, not even the
    ///     knowledge of what was reported
    /// @param now the instant to decide for
    /// @param self the function that runs
    /// @param deadline until when changes may be made; what is left after it is for notifying and storing
    /// @param pacedUntil until when a change may wait for AWS's limits, see [RunTime#forPacing]
    /// @param clock to compare with both
    /// @param pause whether anything may be changed
    record Call<E>(
            E event,
            boolean dryRun,
            Instant now,
            FunctionArn self,
            Instant deadline,
            Instant pacedUntil,
            InstantSource clock,
            PauseCheck pause) {
        /// The time left for changes; negative when it is over.
        public Duration remaining() {
            return Duration.between(clock.instant(), deadline);
        }

        /// The time left in which a change may wait for AWS's limits; negative when it is over.
        public Duration remainingForPacing() {
            return Duration.between(clock.instant(), pacedUntil);
        }
    }
}
