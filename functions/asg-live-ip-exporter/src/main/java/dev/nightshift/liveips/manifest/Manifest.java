package dev.nightshift.liveips.manifest;

import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import dev.nightshift.liveips.settings.Destination;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the runs know of an output: what was published last and told, and what they do not believe yet.
///
/// It is written last, after the list was published and told: a run that ends before leaves it to the next to tell.
///
/// @param generation of the list as JSON; empty as long as none was published
/// @param previous the generation before that
/// @param firstSeenAt when the generation was first published
/// @param observedAt when the look began that this rests on
/// @param entries the list, whose lines leave it for a positive reason only
/// @param copies what each destination held, by its text
/// @param doubts what the guard does not believe yet
/// @param findings by subject
/// @param toldAt when the findings were last told
public record Manifest(
        String generation,
        String previous,
        Instant firstSeenAt,
        Instant observedAt,
        List<Entry> entries,
        NavigableMap<String, Copy> copies,
        NavigableMap<String, Counts> groups,
        List<LeftOut> leftOut,
        Doubts doubts,
        NavigableMap<String, Standing> findings,
        Instant toldAt) {

    /// What a destination held.
    ///
    /// @param generation of its content as last recorded; empty when there was none
    /// @param unknown how many looks in a row have not known lines of a content that no run recorded
    public record Copy(String generation, Tally unknown) {
        public static final Copy NONE = new Copy("", Tally.NONE);
    }

    /// A finding and since when it lasts.
    public record Standing(String why, Instant since) {}

    /// Before the first run.
    public static final Manifest NONE = new Manifest(
            "",
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            Doubts.NONE,
            new TreeMap<>(),
            Instant.EPOCH);

    public boolean isPublished() {
        return !generation.isEmpty();
    }

    public Copy copy(Destination destination) {
        return Optional.ofNullable(copies.get(destination.toString())).orElse(Copy.NONE);
    }

    /// Whether the other adds nothing that a later run needs: then it is not written.
    public boolean isAsGoodAs(Manifest other) {
        return generation.equals(other.generation)
                && entries.equals(other.entries)
                && copies.equals(other.copies)
                && doubts.equals(other.doubts)
                && findings.keySet().equals(other.findings.keySet())
                && toldAt.equals(other.toldAt);
    }
}
