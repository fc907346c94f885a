package dev.nightshift.liveips.manifest;

import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the guard does not believe yet, and what it has believed lately.
///
/// @param tallies how many looks have agreed, by what they said: an address for the loss of one line, [#empty] for
///     the loss of all
/// @param lost the lines that were removed on hearsay within [#EROSION], by address, and when: losses that follow
///     each other are one
public record Doubts(NavigableMap<String, Tally> tallies, NavigableMap<Address, Instant> lost) {
    public static final Doubts NONE = new Doubts(new TreeMap<>(), new TreeMap<>());

    /// The time over which losses add up.
    public static final Duration EROSION = Duration.ofHours(1);

    /// What is said of a list, or of its addresses of one family, that would have no line.
    public static String empty(boolean v6) {
        return v6 ? "no IPv6 address" : "no IPv4 address";
    }

    public Tally tally(String what) {
        return Optional.ofNullable(tallies.get(what)).orElse(Tally.NONE);
    }
}
