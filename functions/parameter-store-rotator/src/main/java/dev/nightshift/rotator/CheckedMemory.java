package dev.nightshift.rotator;

import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// What one run knows of [Checked]: it is read when it is first needed.
final class CheckedMemory {
    private static final Logger LOG = LogManager.getLogger(CheckedMemory.class);

    private final StateStore<Checked> store;
    private Optional<Recalled<Checked>> recalled = Optional.empty();

    CheckedMemory(StateStore<Checked> store) {
        this.store = store;
    }

    /// What earlier runs left.
    Checked before() {
        return recalled().value();
    }

    private Recalled<Checked> recalled() {
        recalled = recalled.or(() -> Optional.of(store.recall()));
        return recalled.orElseThrow();
    }

    /// Stores what a run leaves, if that is more than was known. What is lost is asked again on a day that follows from
    /// its name: no reason to fail.
    ///
    /// @param checks whether the run checked values
    void keep(Run run, boolean checks) {
        boolean published =
                run.outcomes().stream().anyMatch(one -> one.published().isPresent());
        if (run.dryRun() || run.unread().isPresent() || !(checks || published)) {
            return;
        }
        Recalled<Checked> before = recalled();
        Checked next = (checks ? run.checks() : before.value()).after(run.outcomes());
        try {
            if (before.unreachable().isEmpty() && !next.equals(before.value())) {
                store.keep(next, before);
            }
        } catch (SdkException e) {
            LOG.warn("When live values were checked and published could not be stored: {}", e.getMessage());
        }
    }
}
