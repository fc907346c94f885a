package dev.nightshift.liveips;

import dev.nightshift.liveips.Manifest.Copy;
import java.util.Optional;

/// What became of one destination.
///
/// @param copy what it holds now, as far as is known
/// @param isCurrent whether that is the list, or as much of it as can be had now
/// @param trouble why it is not, or not all of it
record Delivery(Destination destination, Copy copy, boolean isCurrent, Optional<Finding> trouble) {
    static Delivery current(Destination destination, String generation) {
        return new Delivery(destination, new Copy(generation, Tally.NONE), true, Optional.empty());
    }

    static Delivery holding(Destination destination, String generation, Optional<String> missing) {
        return new Delivery(
                destination,
                new Copy(generation, Tally.NONE),
                true,
                missing.map(why -> new Finding(
                        Finding.Kind.DESTINATION, destination.toString(), "holds only a part of the list: " + why)));
    }

    static Delivery left(Destination destination, Copy copy, String why) {
        return new Delivery(
                destination,
                copy,
                false,
                Optional.of(new Finding(Finding.Kind.DESTINATION, destination.toString(), why)));
    }
}
