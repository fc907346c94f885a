package dev.nightshift.liveips.look;

import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import java.util.List;

/// Looks at the groups and servers of a place, as seldom as can be.
public interface Scout {
    /// Never throws for what AWS refuses: what could not be read is named in the look.
    ///
    /// @param outputs all of this place
    /// @param published the lines that are published now: their servers are asked about even where
    ///     no group lists them
    Look look(Place place, List<Output> outputs, List<Entry> published);
}
