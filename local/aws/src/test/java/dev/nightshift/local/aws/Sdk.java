package dev.nightshift.local.aws;

import java.util.List;
import software.amazon.awssdk.core.SdkClient;
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

/// A client of each service, opened together and closed together.
record Sdk(
        Ec2Client ec2,
        SnsClient sns,
        S3Client s3,
        StsClient sts,
        SsmClient ssm,
        AutoScalingClient autoScaling,
        ElasticLoadBalancingV2Client loadBalancing,
        ResourceGroupsTaggingApiClient tagging,
        EcsClient ecs,
        AcmClient acm,
        IamClient iam,
        RdsClient rds)
        implements AutoCloseable {
    static Sdk by(Clients clients) {
        return new Sdk(
                clients.ec2(),
                clients.sns(),
                clients.s3(),
                clients.sts(),
                clients.ssm(),
                clients.autoScaling(),
                clients.loadBalancing(),
                clients.tagging(),
                clients.ecs(),
                clients.acm(),
                clients.iam(),
                clients.rds());
    }

    @Override
    public void close() {
        List.<SdkClient>of(ec2, sns, s3, sts, ssm, autoScaling, loadBalancing, tagging, ecs, acm, iam, rds)
                .forEach(SdkClient::close);
    }
}
