package dev.nightshift.liveips.act;

import dev.nightshift.liveips.settings.Output;

/// What became of one output.
public sealed interface Outcome {
    Output output();

    /// Everything that could be done was done.
    record Settled(Publication publication) implements Outcome {
        @Override
        public Output output() {
            return publication.output();
        }
    }

    /// Another run was faster; what this one observed is old.
    ///
    /// @param where the destination, or the manifest
    record Raced(Output output, String where) implements Outcome {}

    /// It could not be reported, so nothing was recorded of it: the next run reports it.
    ///
    /// @param why the end of a sentence that begins with the output
    record Unheard(Output output, String why) implements Outcome {}

    /// A retry or a person has to help.
    ///
    /// @param why the end of a sentence that begins with the output
    record Failed(Output output, String why) implements Outcome {}
}
