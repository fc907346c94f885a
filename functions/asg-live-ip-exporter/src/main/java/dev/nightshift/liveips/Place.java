package dev.nightshift.liveips;

import java.util.Optional;

/// Where groups are: a region, and the account of a role.
///
/// @param region the function's own when there is none
/// @param role the ARN of a role in the groups' account; the function's own account when there is none
/// @param externalId what that role wants to hear
record Place(Optional<String> region, Optional<String> role, Optional<String> externalId) {
    /// The function's own account and region.
    static final Place OWN = new Place(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return region.orElse("its own region") + role.map(arn -> " as " + arn).orElse("");
    }
}
