package dev.nightshift.liveips;

import java.util.List;
import java.util.Optional;

/// How a list is written at one destination.
///
/// @param port the port that goes with each address; none where the reader knows it
record Form(Format format, Optional<Integer> port) {
    static Form of(Format format) {
        return new Form(format, Optional.empty());
    }

    /// The whole text.
    ///
    /// @param name the output's
    /// @param entries sorted
    String body(String name, List<Entry> entries) {
        return format.body(this, name, entries);
    }
}
