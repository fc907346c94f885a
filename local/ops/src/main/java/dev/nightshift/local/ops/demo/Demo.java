package dev.nightshift.local.ops.demo;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Shows one packaged function at work.
interface Demo {
    /// Plays it to its end.
    Played play(Checkout checkout, Progress progress) throws IOException;

    /// What happened.
    ///
    /// @param text for people
    /// @param json the same as a tree of maps, lists and values, for [dev.nightshift.kit.Json]
    /// @param page the last one that the function wrote for people, if it writes any
    record Played(String text, Object json, Optional<Path> page) {
        /// By a function that writes no pages.
        Played(String text, Object json) {
            this(text, json, Optional.empty());
        }
    }
}
