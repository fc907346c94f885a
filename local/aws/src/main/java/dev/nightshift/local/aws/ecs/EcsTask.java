package dev.nightshift.local.aws.ecs;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.util.ArrayList;
import java.util.List;

/// A task of a service: what it is, set by the methods that return it.
///
/// A new one runs and shall run, has no health check, and has an IPv4 address of its own, as the network mode `awsvpc`
/// gives it. Source: Task, Amazon ECS API Reference.
public final class EcsTask {
    private final Ecs region;
    private final EcsService service;
    private final String id;
    private final String startedBy;
    private String lastStatus = "RUNNING";
    private String desiredStatus = "RUNNING";
    private String health = "UNKNOWN";
    private String address;
    private String ipv6 = "";
    private boolean listed = true;

    EcsTask(Ecs region, EcsService service, String id, String address, String startedBy) {
        this.region = region;
        this.service = service;
        this.id = id;
        this.address = address;
        this.startedBy = startedBy;
    }

    /// In a state, such as `PENDING`, and what its service has in mind for it, such as `STOPPED`.
    public EcsTask status(String last, String desired) {
        return change(() -> {
            lastStatus = last;
            desiredStatus = desired;
        });
    }

    /// As its health check finds it: `HEALTHY`, `UNHEALTHY`, `UNKNOWN`.
    public EcsTask health(String status) {
        return change(() -> health = status);
    }

    /// With another private IPv4 address; none where it has IPv6 alone.
    public EcsTask address(String ipv4) {
        return change(() -> address = ipv4);
    }

    /// With an IPv6 address too.
    public EcsTask ipv6(String text) {
        return change(() -> ipv6 = text);
    }

    /// Left out of listings, as what is only eventually consistent may be.
    public EcsTask unlisted() {
        return change(() -> listed = false);
    }

    /// Its id, the last part of its ARN.
    public String id() {
        return id;
    }

    String arn() {
        return region.arn("task", service.cluster() + "/" + id);
    }

    boolean isListed(String wanted) {
        return listed && desiredStatus.equals(wanted);
    }

    Fields tree() {
        Fields networkInterface = Fields.empty();
        List<Fields> details = new ArrayList<>();
        if (!address.isEmpty()) {
            networkInterface.put("privateIpv4Address", address);
            details.add(Fields.empty().put("name", "privateIPv4Address").put("value", address));
        }
        if (!ipv6.isEmpty()) {
            networkInterface.put("ipv6Address", ipv6);
        }
        return Fields.empty()
                .put("taskArn", arn())
                .put("clusterArn", region.arn("cluster", service.cluster()))
                .put("taskDefinitionArn", service.taskDefinition())
                .put("group", "service:" + service.name())
                .put("startedBy", startedBy)
                .put("availabilityZone", region.zone())
                .put("lastStatus", lastStatus)
                .put("desiredStatus", desiredStatus)
                .put("healthStatus", health)
                .put(
                        "attachments",
                        List.of(Fields.empty()
                                .put("type", "ElasticNetworkInterface")
                                .put("status", "ATTACHED")
                                .put("details", details)))
                .put(
                        "containers",
                        List.of(Fields.empty()
                                .put("name", "main")
                                .put("lastStatus", lastStatus)
                                .put("networkInterfaces", List.of(networkInterface))));
    }

    private EcsTask change(Runnable change) {
        synchronized (region) {
            change.run();
            return this;
        }
    }
}
