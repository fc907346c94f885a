package dev.nightshift.liveips;

/// Tells people and machines.
interface Teller {
    /// Nobody could be told.
    final class UnheardException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnheardException(RuntimeException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /// That a destination held what no run recorded: before it is written over, else nobody would
    /// ever know.
    ///
    /// @throws UnheardException when it is not taken: then nothing is written over
    void found(Output output, Destination destination, String generation);

    /// What became of an output, if that is news.
    ///
    /// @throws UnheardException when it is not taken: then it is not recorded, and the next run tells
    void tell(Publication publication);
}
