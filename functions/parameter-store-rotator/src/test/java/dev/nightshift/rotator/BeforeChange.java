package dev.nightshift.rotator;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A target to which something happens right before its credential is changed.
record BeforeChange(Target target, Happening happening) implements WrappedTarget {
    /// What happens.
    interface Happening {
        void happen() throws IOException;
    }

    @Override
    public Change change(Secret pending, Secret working) {
        try {
            happening.happen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.change(pending, working);
    }
}
