package dev.nightshift.stopper.model;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/// What DescribeInstances says of one instance, as far as a decision needs it. Text that AWS leaves out is empty.
///
/// @param state EC2's name of the state: `running`, `stopped`, `pending`, `stopping`, …
/// @param launchedAt `LaunchTime`, which changes at each start
/// @param reasonCode `StateReason.Code`: why it came into its state
/// @param transition `StateTransitionReason`: why and when, in words
/// @param lifecycle `InstanceLifecycle`: empty for on-demand
/// @param rootDevice `RootDeviceType`: `ebs` or `instance-store`
/// @param hibernates whether it was launched with hibernation configured (`HibernationOptions.Configured`)
/// @param localData whether it has instance-store volumes, which a stop empties
/// @param operator who manages the instance on the account's behalf (`Operator.Principal`), else empty
/// @param addresses its IP addresses and DNS names
public record Instance(
        String id,
        String type,
        String zone,
        String state,
        Instant launchedAt,
        String reasonCode,
        String transition,
        String lifecycle,
        String rootDevice,
        String operator,
        boolean hibernates,
        LocalData localData,
        Map<String, String> tags,
        SortedSet<String> addresses) {

    /// One whose addresses do not matter.
    public Instance(
            String id,
            String type,
            String zone,
            String state,
            Instant launchedAt,
            String reasonCode,
            String transition,
            String lifecycle,
            String rootDevice,
            String operator,
            boolean hibernates,
            LocalData localData,
            Map<String, String> tags) {
        this(
                id,
                type,
                zone,
                state,
                launchedAt,
                reasonCode,
                transition,
                lifecycle,
                rootDevice,
                operator,
                hibernates,
                localData,
                tags,
                Collections.emptySortedSet());
    }

    /// Whether a type has instance-store volumes.
    public enum LocalData {
        /// It has none.
        NONE,
        /// It has some.
        SOME,
        /// EC2 does not describe the type.
        UNKNOWN
    }

    /// Keeps a copy of the tags.
    public Instance {
        tags = Map.copyOf(tags);
    }

    /// The same after it was started or stopped.
    public Instance after(String newState, Instant launched, String newReasonCode, String newTransition) {
        return new Instance(
                id,
                type,
                zone,
                newState,
                launched,
                newReasonCode,
                newTransition,
                lifecycle,
                rootDevice,
                operator,
                hibernates,
                localData,
                tags,
                addresses);
    }

    /// The same with one tag more, or another value of it.
    public Instance tagged(String key, String value) {
        Map<String, String> more = new HashMap<>(tags);
        more.put(key, value);
        return new Instance(
                id,
                type,
                zone,
                state,
                launchedAt,
                reasonCode,
                transition,
                lifecycle,
                rootDevice,
                operator,
                hibernates,
                localData,
                more,
                addresses);
    }

    /// Whether it is down or going down, and can be started again.
    public boolean isDown() {
        return is("stopping") || is("stopped");
    }

    public boolean is(String wanted) {
        return state.equals(wanted);
    }

    public boolean has(String tagKey) {
        return tags.containsKey(tagKey);
    }

    public String tag(String key) {
        return tags.getOrDefault(key, "");
    }

    public String name() {
        return tag("Name");
    }
}
