package dev.nightshift.stopper;

import java.util.List;
import java.util.Optional;

/// Tells which instances must not be stopped even though they opted in, and why: stopping them loses data, or
/// something else owns them and would replace them at once.
final class NeverStop {
    /// A tag that an owner puts on its instances: the whole key, or its beginning where it ends in `/`.
    private record Owned(String key, String reason) {
        boolean covers(Instance instance) {
            return key.endsWith("/")
                    ? instance.tags().keySet().stream().anyMatch(tag -> tag.startsWith(key))
                    : instance.tags().containsKey(key);
        }
    }

    // More telling owners first: an EKS node is also a member of an Auto Scaling group.
    private static final List<Owned> OWNED = List.of(
            new Owned("karpenter.sh/", "Karpenter owns it"),
            new Owned("eks:cluster-name", "it is an EKS node"),
            new Owned("aws:eks:cluster-name", "it is an EKS node"),
            new Owned("kubernetes.io/cluster/", "it is a Kubernetes node"),
            new Owned("AmazonECSManaged", "ECS manages it"),
            new Owned("aws:ecs:clusterName", "ECS manages it"),
            new Owned("aws:elasticmapreduce:job-flow-id", "it belongs to an EMR cluster"),
            new Owned("elasticbeanstalk:environment-id", "Elastic Beanstalk owns it"),
            new Owned("elasticbeanstalk:environment-name", "Elastic Beanstalk owns it"),
            new Owned("aws:autoscaling:groupName", "it is in an Auto Scaling group, which would replace it"),
            new Owned("aws:ec2:fleet-id", "it is in an EC2 fleet, which would replace it"),
            new Owned("aws:ec2spot:fleet-request-id", "it is in a Spot fleet, which would replace it"));

    private NeverStop() {}

    /// Why this instance is never stopped, as the end of a sentence; empty when nothing speaks against it.
    static Optional<String> reason(Instance instance) {
        if (!instance.operator().isEmpty()) {
            return Optional.of(instance.operator() + " manages it");
        }
        if (!instance.lifecycle().isEmpty()) {
            return Optional.of("its lifecycle is " + instance.lifecycle() + ", not on-demand");
        }
        if (!instance.rootDevice().equals("ebs")) {
            return Optional.of("its root device is " + instance.rootDevice() + ": stopping would lose it");
        }
        return OWNED.stream()
                .filter(owned -> owned.covers(instance))
                .map(Owned::reason)
                .findFirst();
    }
}
