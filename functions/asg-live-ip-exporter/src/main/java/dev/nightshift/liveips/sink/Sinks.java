package dev.nightshift.liveips.sink;

import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Output;

/// Finds the sink for what is to be kept.
public interface Sinks {
    /// Where a list is published.
    Sink of(Destination destination);

    /// Where an output's manifest is kept.
    Sink manifest(Output output);

    /// The same for dry runs: they read, and say what would become of a write.
    default Sinks readOnly() {
        return new Sinks() {
            @Override
            public Sink of(Destination destination) {
                return new ReadOnlySink(Sinks.this.of(destination));
            }

            @Override
            public Sink manifest(Output output) {
                return new ReadOnlySink(Sinks.this.manifest(output));
            }
        };
    }
}
