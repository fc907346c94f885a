package dev.nightshift.local.ops.demo;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;

/// Shows one packaged function at work.
interface Demo {
    /// Plays it to its end.
    Played play(Checkout checkout, Progress progress) throws IOException;

    /// What happened.
    ///
    /// @param text for people
    /// @param json the same as a tree of maps, lists and values, for [dev.nightshift.kit.Json]
    record Played(String text, Object json) {}
}
