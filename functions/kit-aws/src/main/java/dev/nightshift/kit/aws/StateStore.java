package dev.nightshift.kit.aws;

import java.util.Optional;

/// What one run leaves to the next.
///
/// @param <T> what it is
public interface StateStore<T> {
    /// What the last run left. It never throws: whatever goes wrong is part of the answer.
    Recalled<T> recall();

    /// Stores it for the next run, unless another run did since.
    ///
    /// @param seen what [#recall] answered
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be stored
    void keep(T value, Recalled<T> seen);

    /// What the last run left, or why that is not known.
    ///
    /// @param value where nothing is known, what the very first run has
    /// @param lost why there is nothing to go on: people are told the same again, and why
    /// @param unreachable why nobody knows: then nothing may be stored
    record Recalled<T>(T value, StoredObject.Content content, Optional<String> lost, Optional<String> unreachable) {
        /// Whether something was there and could not be understood: an unknown version, or damage.
        public boolean isUnreadable() {
            return lost.isPresent() && content.text().isPresent();
        }
    }
}
