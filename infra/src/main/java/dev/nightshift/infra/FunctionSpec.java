package dev.nightshift.infra;

import dev.nightshift.site.Deployment;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What one scheduled function has of its own.
///
/// @param site what its site says about it
/// @param permissions what it may do besides reporting and logging
/// @param variables what exists only once deployed, besides topic and bucket: the keys of [FunctionSite.Kind#standIns]
/// @param lasting alarms on what its runs leave open
record FunctionSpec(
        FunctionSite site, List<Permission> permissions, Map<String, String> variables, List<LastingAlarm> lasting) {
    FunctionSpec {
        if (!variables.keySet().equals(site.kind().standIns().keySet())) {
            throw new IllegalArgumentException("expected the variables that FunctionSite.Kind names for %s: %s, not %s"
                    .formatted(site.name(), site.kind().standIns().keySet(), variables.keySet()));
        }
    }

    /// One that needs no variables and no alarms of its own.
    FunctionSpec(FunctionSite site, List<Permission> permissions) {
        this(site, permissions, Map.of(), List.of());
    }

    /// The key of its entry in the site file.
    String name() {
        return site.name();
    }

    /// Of its archive and events.
    String folder() {
        return site.kind().functionName();
    }

    Deployment deployment() {
        return site.deployment();
    }

    Timing timing() {
        return site.timing();
    }

    /// How long a run may take.
    Duration timeout() {
        return site.kind().timeout();
    }
}
