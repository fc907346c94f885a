package dev.nightshift.liveips;

import dev.nightshift.liveips.sink.Sink.Reading.Held;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where [StateSpaceTest]'s world stands: the stores, what was shown and told, and how far each run is.
///
/// @param sinkSeenIn the epoch of the look that the sink's content rests on
/// @param runs those under way, in an order that does not depend on their names
record ModelState(
        int epoch,
        Stored sink,
        int sinkSeenIn,
        Stored manifest,
        long shown,
        long told,
        int mishaps,
        List<Progress> runs) {
    /// A conditional object: its token changes with each write.
    record Stored(Optional<String> body, int version) {
        static final Stored EMPTY = new Stored(Optional.empty(), 0);

        Held held() {
            return new Held(body, "" + version);
        }

        Stored with(String text) {
            return new Stored(Optional.of(text), version + 1);
        }
    }

    /// One run: what it was answered so far, by number. Its code does the same for the same
    /// answers.
    record Progress(int answers, int lookedIn) {}

    ModelState with(int run, Optional<Progress> next) {
        List<Progress> others = new ArrayList<>(runs);
        others.remove(run);
        next.ifPresent(others::add);
        others.sort(Comparator.comparingInt(Progress::answers));
        return new ModelState(epoch, sink, sinkSeenIn, manifest, shown, told, mishaps, List.copyOf(others));
    }

    ModelState withSink(Stored stored, int seenIn, long generation) {
        return new ModelState(epoch, stored, seenIn, manifest, shown | generation, told, mishaps, runs);
    }

    ModelState withManifest(Stored stored) {
        return new ModelState(epoch, sink, sinkSeenIn, stored, shown, told, mishaps, runs);
    }

    ModelState withTold(long generations) {
        return new ModelState(epoch, sink, sinkSeenIn, manifest, shown, told | generations, mishaps, runs);
    }

    ModelState withMishap() {
        return new ModelState(epoch, sink, sinkSeenIn, manifest, shown, told, mishaps + 1, runs);
    }

    ModelState later() {
        return new ModelState(epoch + 1, sink, sinkSeenIn, manifest, shown, told, mishaps, runs);
    }
}
