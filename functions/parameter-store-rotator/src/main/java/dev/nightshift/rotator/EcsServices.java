package dev.nightshift.rotator;

import dev.nightshift.rotator.Consumers.Service;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What redeploying needs of ECS.
///
/// Every call may throw a [CallException].
interface EcsServices {
    /// How far the newest deployment of a service is.
    enum State {
        /// All tasks are its own.
        STEADY,
        /// It replaces tasks.
        ROLLING,
        /// Its tasks do not come up.
        FAILED
    }

    /// A service as it is.
    ///
    /// @param deployed when its newest deployment began: no task of it is older
    record Seen(Service service, String taskDefinition, Instant deployed, State state) {}

    /// Those that are there.
    List<Seen> describe(List<Service> services);

    /// What the containers of a task definition get their secrets from: names and ARNs.
    Set<String> secrets(String taskDefinition);

    /// Replaces all tasks of a service by new ones.
    void redeploy(Service service);
}
