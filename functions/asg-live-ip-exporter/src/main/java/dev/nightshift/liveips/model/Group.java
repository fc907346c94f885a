package dev.nightshift.liveips.model;

import java.util.List;
import java.util.Map;

/// An Auto Scaling group as its service shows it; an ECS service with its tasks; the instances that some tags select.
///
/// @param name as [Source#name] has it
/// @param desired how many servers it shall have
/// @param targetGroupArns the target groups that it is attached to
public record Group(
        String name, int desired, Map<String, String> tags, List<String> targetGroupArns, List<Member> members) {
    /// Whether nobody but EC2 knows its servers.
    public boolean isOfInstances() {
        return name.startsWith(Source.Instances.PREFIX);
    }

    /// Who shows its servers.
    public String authority() {
        return authority(name);
    }

    /// Who shows the servers of a group of this name.
    public static String authority(String name) {
        return name.startsWith(Source.Service.PREFIX) ? "ECS" : "EC2";
    }

    /// A server as its group sees it.
    ///
    /// @param lifecycle `InService`, `Warmed:Stopped`, …: compared as text, for the list grows
    /// @param health `Healthy` or `Unhealthy`, in whatever case somebody has set it; `UNKNOWN` as long as a task's
    ///     health check has not decided
    public record Member(String id, String zone, String lifecycle, String health) {
        public boolean isInService() {
            return lifecycle.equals("InService");
        }

        /// Whether the group is taking it out of service or has not put it into service: LifecycleState, Instance,
        /// Amazon EC2 Auto Scaling API reference.
        public boolean isTakenOut() {
            return lifecycle.matches("(Pending|Terminating|Warmed|EnteringStandby|Standby|Detaching|Detached"
                    + "|Terminated|Quarantined)(:.*)?");
        }

        public boolean isUndecided() {
            return health.equals("UNKNOWN");
        }

        public boolean isHealthy() {
            return health.equalsIgnoreCase("Healthy");
        }
    }
}
