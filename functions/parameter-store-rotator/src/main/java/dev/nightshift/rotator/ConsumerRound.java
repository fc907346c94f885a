package dev.nightshift.rotator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Makes consumers read what was published.
///
/// Whom it owes that is derived from facts in every run: what was published when, and what the consumer did since. A
/// crash between publication and this leaves nothing to remember.
@FunctionalInterface
interface ConsumerRound {
    /// One outcome for each consumer that something was owed to.
    ///
    /// @param published when the live values that we wrote were published, by parameter
    /// @param time what is left of the run
    List<ConsumerOutcome> after(Map<String, Instant> published, Rotation.Remaining time);
}
