package dev.nightshift.liveips;

/// Tells people and machines.
interface Teller {
    /// That a destination held what no run recorded: before it is written over, else nobody would
    /// ever know.
    ///
    /// @throws RuntimeException when it is not taken: then nothing is written over
    void found(Output output, Destination destination, String generation);

    /// What became of an output, if that is news.
    ///
    /// @throws RuntimeException when it is not taken: then it is not recorded, and the next run
    /// tells
    void tell(Publication publication);
}
