package dev.nightshift.site;

import dev.nightshift.kit.aws.Watch;
import java.util.Map;

/// What a site says about one of its functions.
public sealed interface FunctionSite permits CheckerSite, LiveIpsSite, RotatorSite, StopperSite {
    /// The function's own settings, as the tree that travels to it, with sorted keys.
    Map<String, Object> settings();

    /// Where it looks besides its own account and region.
    default Watch watch() {
        return Watch.HERE;
    }
}
