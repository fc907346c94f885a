package dev.nightshift.liveips.act;

import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Output;

/// Tells people and machines.
public interface Teller {
    /// Nobody could be told.
    final class UnheardException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnheardException(RuntimeException cause) {
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
