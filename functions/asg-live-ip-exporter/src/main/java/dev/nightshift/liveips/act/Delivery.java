package dev.nightshift.liveips.act;

import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.settings.Destination;
import java.util.Optional;

/// What became of one destination.
///
/// @param copy what it holds now, as far as is known
/// @param isCurrent whether that is the list, or as much of it as can be had now
/// @param trouble why it is not, or not all of it
public record Delivery(Destination destination, Copy copy, boolean isCurrent, Optional<Finding> trouble) {
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
