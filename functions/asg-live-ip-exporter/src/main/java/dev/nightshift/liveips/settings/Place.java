package dev.nightshift.liveips.settings;

import java.util.Optional;

/// Where groups are.
///
/// @param account the function's own when there is none
/// @param region the function's own when there is none
public record Place(Optional<String> account, Optional<String> region) {
    /// The function's own account and region.
    public static final Place OWN = new Place(Optional.empty(), Optional.empty());

    /// In a sentence.
    @Override
    public String toString() {
        return region.orElse("its own region")
                + account.map(id -> " of account " + id).orElse("");
    }
}
