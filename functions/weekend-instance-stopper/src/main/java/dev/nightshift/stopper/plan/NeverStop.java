package dev.nightshift.stopper.plan;

import dev.nightshift.stopper.model.Instance;
import java.util.List;
import java.util.Map;
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

    // Tags: karpenter.sh, EKS, ECS, EMR and Elastic Beanstalk by their documentation of tags;
    // Cloud9: AWS managed policy AWSCloud9User, "ssm:resourceTag/aws:cloud9:environment";
    // RDS Custom: AWS managed policy AmazonRDSCustomServiceRolePolicy, "aws:ResourceTag/AWSRDSCustom";
    // ParallelCluster: *AWS ParallelCluster resources and tagging*, AWS ParallelCluster User Guide.
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
            new Owned("AWSRDSCustom", "RDS Custom owns it"),
            new Owned("aws:cloud9:environment", "it is a Cloud9 environment, which stops and starts it"),
            new Owned("sigs.k8s.io/cluster-api-provider-aws/cluster/", "it is a Kubernetes node"),
            new Owned("aws:autoscaling:groupName", "it is in an Auto Scaling group, which would replace it"),
            new Owned("aws:ec2:fleet-id", "it is in an EC2 fleet, which would replace it"),
            new Owned("aws:ec2spot:fleet-request-id", "it is in a Spot fleet, which would replace it"));

    // Servers that these services launch for people have the tag ...SourceServerID too, and are theirs.
    // Source: *Service-linked roles*, AWS Elastic Disaster Recovery User Guide and AWS Application Migration Service
    // User Guide: "aws:ResourceTag/AWSElasticDisasterRecoveryManaged".
    private static final Map<String, String> REPLICATION = Map.of(
            "AWSElasticDisasterRecovery", "AWS Elastic Disaster Recovery",
            "AWSApplicationMigrationService", "AWS Application Migration Service");

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
        if (List.of("Compute", "LoginNode").contains(instance.tag("parallelcluster:node-type"))) {
            return Optional.of("it is a node of a ParallelCluster, which would replace it");
        }
        Optional<String> replication = REPLICATION.entrySet().stream()
                .filter(service -> instance.has(service.getKey() + "Managed")
                        && !instance.has(service.getKey() + "SourceServerID"))
                .map(service -> "it is a replication server of " + service.getValue())
                .findFirst();
        if (replication.isPresent()) {
            return replication;
        }
        return OWNED.stream()
                .filter(owned -> owned.covers(instance))
                .map(Owned::reason)
                .findFirst();
    }
}
