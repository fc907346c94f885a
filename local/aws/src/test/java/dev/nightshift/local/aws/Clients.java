package dev.nightshift.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
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

/// Real clients that never retry and take nothing from the person's AWS settings.
record Clients(URI endpoint, String accessKey) {
    static final String REGION = "eu-central-1";

    Ec2Client ec2() {
        return configured(Ec2Client.builder()).build();
    }

    SnsClient sns() {
        return configured(SnsClient.builder()).build();
    }

    S3Client s3() {
        return configured(S3Client.builder()).build();
    }

    StsClient sts() {
        return configured(StsClient.builder()).build();
    }

    IamClient iam() {
        return configured(IamClient.builder()).build();
    }

    /// The same under other credentials.
    Clients with(String otherKey) {
        return new Clients(endpoint, otherKey);
    }

    AutoScalingClient autoScaling() {
        return configured(AutoScalingClient.builder()).build();
    }

    EcsClient ecs() {
        return configured(EcsClient.builder()).build();
    }

    ElasticLoadBalancingV2Client loadBalancing() {
        return configured(ElasticLoadBalancingV2Client.builder()).build();
    }

    SsmClient ssm() {
        return configured(SsmClient.builder()).build();
    }

    ResourceGroupsTaggingApiClient tagging() {
        return configured(ResourceGroupsTaggingApiClient.builder()).build();
    }

    AcmClient acm() {
        return configured(AcmClient.builder()).build();
    }

    RdsClient rds() {
        return configured(RdsClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "no-secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .defaultProfileFileSupplier(
                                () -> ProfileFile.aggregator().build()));
    }
}
