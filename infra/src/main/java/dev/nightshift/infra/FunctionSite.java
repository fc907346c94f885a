package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// What a site says about one of its functions.
interface FunctionSite {
    /// The function's own settings, as the tree that travels to it, with sorted keys.
    Map<String, Object> settings();

    /// Where it looks besides its own account and region.
    default Watch watch() {
        return Watch.HERE;
    }

    /// What it may do where it looks, in its own account and in others.
    default List<PolicyStatement> whereItLooks() {
        return List.of();
    }

    /// Adds the function and all that is its own to a stack.
    void deploy(Construct stack, Shared shared);
}
