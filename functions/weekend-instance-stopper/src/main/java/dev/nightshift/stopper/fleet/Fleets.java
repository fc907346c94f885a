package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.stopper.model.Place;
import java.util.SortedMap;

/// The fleets of every place that is looked at.
public interface Fleets {
    /// By place.
    ///
    /// @param self the function that looks, whose account and region are a place too
    SortedMap<Place, Fleet> of(FunctionArn self);
}
