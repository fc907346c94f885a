package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.rotator.Plan.Demand;
import java.util.Optional;

/// What an event asks for besides a run as every day.
///
/// @param demand one parameter to rotate
/// @param resume whether only what is half done is to be finished
record Ask(Optional<Demand> demand, boolean resume) {
    /// A run as every day.
    static final Ask DAILY = new Ask(Optional.empty(), false);

    /// Reads it from an event's `detail`.
    static Ask from(Settings detail) {
        Optional<Demand> demand = Demand.from(detail);
        boolean resume = detail.at("resume").orElse(false, Parsers::flag);
        if (resume && demand.isPresent()) {
            detail.at("resume").problem("goes without " + demand.get().key() + ": one of them");
        }
        return new Ask(demand, resume);
    }
}
