package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.sink.Sink.Reading;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/// What is to be done about one destination: it is reconciled against what it holds, not against what was last written.
public sealed interface Step {
    /// It holds the list already.
    record Keep(String generation) implements Step {}

    /// It gets the list.
    ///
    /// @param found the generation of a content that no run recorded, and that is told before it is
    ///     written over
    record Write(String body, String token, Optional<String> found) implements Step {}

    /// It stays as it is.
    ///
    /// @param copy what is recorded of it
    record Leave(Copy copy, String why) implements Step {}

    /// What to do, given what it holds.
    ///
    /// @param recorded what the last run left there
    /// @param unknown how many looks in a row, this one included, have not known lines of a content that no run
    ///     recorded
    /// @param ours generations that this run wrote itself
    /// @param ownership says which lines of such a content must not wait
    static Step of(
            String body,
            Reading reading,
            Copy recorded,
            Decision decision,
            Tally unknown,
            Set<String> ours,
            Ownership ownership) {
        return switch (reading) {
            case Reading.Unreadable(String why) -> new Leave(recorded, "cannot be read: " + why);
            case Reading.Held(Optional<String> held, String token) -> {
                String holds = held.map(Generation::of).orElse("");
                if (held.filter(body::equals).isPresent()) {
                    yield new Keep(holds);
                }
                if (held.isEmpty() || holds.equals(recorded.generation())) {
                    yield new Write(body, token, Optional.empty());
                }
                yield overUnrecorded(
                        held.get(),
                        holds,
                        new Write(body, token, Optional.of(holds)),
                        recorded,
                        decision,
                        unknown,
                        ours,
                        ownership);
            }
        };
    }

    /// A run that ended early wrote it, or a person. It may rest on a newer look than what is
    /// recorded: lines that were not seen to be live do not come back. And of its own lines nothing
    /// but the address is known: there is no instance to ask EC2 about, so that only looks in a row
    /// can say that nobody serves there any more, unless this run wrote it itself and has looked again since.
    private static Step overUnrecorded(
            String held,
            String holds,
            Write write,
            Copy recorded,
            Decision decision,
            Tally unknown,
            Set<String> ours,
            Ownership ownership) {
        NavigableSet<Address> lines = Address.allIn(held);
        String content = "holds generation " + holds + ", which no run recorded: ";
        for (Entry entry : decision.held()) {
            if (!lines.contains(entry.address())) {
                return new Leave(recorded, content + "held until " + entry.address() + " is seen to be live or not");
            }
        }
        decision.list().forEach(entry -> lines.remove(entry.address()));
        decision.removals().forEach(one -> lines.remove(one.entry().address()));
        lines.removeIf(ownership::isLost);
        if (lines.isEmpty() || unknown.isEnough() || ours.contains(holds)) {
            return write;
        }
        return new Leave(
                new Copy(recorded.generation(), unknown),
                content + "held until three looks agree that nobody serves at " + lines.first());
    }
}
