package dev.nightshift.infra;

import java.util.Map;
import software.constructs.Construct;

/// What a site says about one of its functions.
interface FunctionSite {
    /// The function's own settings, as the tree that travels to it, with sorted keys.
    Map<String, Object> settings();

    /// Adds the function and all that is its own to a stack.
    void deploy(Construct stack, Shared shared);
}
