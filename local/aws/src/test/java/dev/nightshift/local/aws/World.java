package dev.nightshift.local.aws;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Something that claims to behave as AWS does, empty at first, and how to put things into it.
interface World extends AutoCloseable {
    /// Its clients, under credentials that may do everything.
    Sdk sdk();

    default Ec2Client ec2() {
        return sdk().ec2();
    }

    default SnsClient sns() {
        return sdk().sns();
    }

    default S3Client s3() {
        return sdk().s3();
    }

    default StsClient sts() {
        return sdk().sts();
    }

    default SsmClient ssm() {
        return sdk().ssm();
    }

    default AutoScalingClient autoScaling() {
        return sdk().autoScaling();
    }

    default ElasticLoadBalancingV2Client loadBalancing() {
        return sdk().loadBalancing();
    }

    default ResourceGroupsTaggingApiClient tagging() {
        return sdk().tagging();
    }

    default EcsClient ecs() {
        return sdk().ecs();
    }

    default AcmClient acm() {
        return sdk().acm();
    }

    default IamClient iam() {
        return sdk().iam();
    }

    default RdsClient rds() {
        return sdk().rds();
    }

    /// A client under other credentials.
    Ec2Client ec2(String accessKey);

    /// A client that asks under other credentials who it is.
    StsClient sts(String accessKey);

    /// An IAM user.
    ///
    /// @param path with a slash at both ends
    void user(String path, String name);

    /// A running instance on demand, with an EBS root volume.
    String launch(Map<String, String> tags);

    void terminate(String instanceId);

    void protectFromStop(String instanceId);

    /// An Auto Scaling group that wants no servers.
    void group(String name, Map<String, String> tags);

    /// Lets a group have so many servers, at once.
    void serve(String group, int servers);

    /// The ARN of a new target group that has all servers of a group as its targets.
    String targetGroup(String name, String group);

    /// A container service of two tasks whose container has one secret.
    ///
    /// @param valueFrom the secret's parameter
    void service(String cluster, String name, String valueFrom);

    /// A topic's ARN.
    String topic(String name);

    /// An empty bucket with versions.
    void bucket(String name);

    /// The ARN of a role in another account that our account may assume with an external id.
    String role(String account, String name, String externalId);

    /// The ARN of a certificate that was made now and imported into ACM.
    ///
    /// @param key `RSA_2048` or `EC_prime256v1`
    String imported(String domain, String key, Duration lifetime);

    /// The ARN of a certificate that was made now and uploaded to IAM.
    String uploaded(String name, Duration lifetime);

    /// The ARN of a database instance whose certificate is of the authority `rds-ca-rsa2048-g1`.
    String database(String identifier);

    @Override
    void close();
}
