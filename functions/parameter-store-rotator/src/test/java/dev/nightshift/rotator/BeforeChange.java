package dev.nightshift.rotator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// A target to which something happens right before its credential is changed.
record BeforeChange(Target target, Happening happening) implements Target {
    /// What happens.
    interface Happening {
        void happen() throws IOException;
    }

    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        return target.candidate(parameter, live);
    }

    @Override
    public void mustBeSafe(Secret next) {
        target.mustBeSafe(next);
    }

    @Override
    public Answer test(Secret value) {
        return target.test(value);
    }

    @Override
    public Optional<String> unanswered() {
        return target.unanswered();
    }

    @Override
    public boolean isExclusive() {
        return target.isExclusive();
    }

    @Override
    public boolean canBeSetAgain() {
        return target.canBeSetAgain();
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

    @Override
    public Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        return target.retire(claim, live, now);
    }
}
