package dev.nightshift.liveips;

import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.liveips.sink.Sinks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sinks of which a manifest that was read to decide about an output is not read once more to bring it up to date.
/// After
/// a lost race it is.
final class ReadAhead implements Sinks {
    private final Sinks sinks;
    private final Map<String, Reading> read = new HashMap<>();

    ReadAhead(Sinks sinks) {
        this.sinks = sinks;
    }

    /// Reads a manifest for now, and for the next that asks.
    Reading read(Output output) {
        Reading reading = sinks.manifest(output).read();
        read.put(output.name(), reading);
        return reading;
    }

    @Override
    public Sink of(Destination destination) {
        return sinks.of(destination);
    }

    @Override
    public Sink manifest(Output output) {
        Sink sink = sinks.manifest(output);
        return new Sink() {
            @Override
            public Reading read() {
                return Optional.ofNullable(read.remove(output.name())).orElseGet(sink::read);
            }

            @Override
            public Writing write(String body, String token) {
                return sink.write(body, token);
            }
        };
    }
}
