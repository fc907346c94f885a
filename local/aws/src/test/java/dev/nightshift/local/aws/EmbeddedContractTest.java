package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

class EmbeddedContractTest extends AwsContract {
    private static final class Embedded implements World {
        private static final IamPolicy ANYTHING =
                IamPolicy.parse("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");

        private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
        private final LocalAws aws = LocalAws.start(clock);
        private final Clients clients = new Clients(aws.endpoint(), "AKIDEMBEDDED");
        private final Ec2Client ec2 = clients.ec2();
        private final SnsClient sns = clients.sns();
        private final S3Client s3 = clients.s3();
        private final StsClient sts = clients.sts();
        private final IamClient iam = clients.iam();
        private final SsmClient ssm = clients.ssm();
        private final AutoScalingClient autoScaling = clients.autoScaling();
        private final EcsClient ecs = clients.ecs();
        private final ElasticLoadBalancingV2Client loadBalancing = clients.loadBalancing();
        private final ResourceGroupsTaggingApiClient tagging = clients.tagging();
        private long account = 100_000_000_000L;

        /// An account that nobody has used yet.
        void empty() {
            account++;
            aws.register("AKIDEMBEDDED", Principal.unrestricted("" + account));
        }

        private Ec2 region() {
            return aws.ec2("" + account, Clients.REGION);
        }

        @Override
        public Ec2Client ec2() {
            clock.pass(Duration.ofSeconds(1));
            return ec2;
        }

        @Override
        public SnsClient sns() {
            return sns;
        }

        @Override
        public S3Client s3() {
            return s3;
        }

        @Override
        public StsClient sts() {
            return sts;
        }

        @Override
        public Ec2Client ec2(String accessKey) {
            return clients.with(accessKey).ec2();
        }

        @Override
        public StsClient sts(String accessKey) {
            return clients.with(accessKey).sts();
        }

        @Override
        public IamClient iam() {
            return iam;
        }

        @Override
        public void user(String path, String name) {
            aws.accessKeys("" + account).user(path, name);
        }

        @Override
        public AutoScalingClient autoScaling() {
            return autoScaling;
        }

        @Override
        public EcsClient ecs() {
            clock.pass(Duration.ofSeconds(1));
            return ecs;
        }

        @Override
        public void service(String cluster, String name, String valueFrom) {
            aws.ecs("" + account, Clients.REGION).run(cluster, name, valueFrom);
        }

        @Override
        public ElasticLoadBalancingV2Client loadBalancing() {
            return loadBalancing;
        }

        @Override
        public void group(String name, Map<String, String> tags) {
            AutoScalingGroup group =
                    aws.autoScaling("" + account, Clients.REGION).group(name);
            tags.forEach(group::tag);
        }

        @Override
        public SsmClient ssm() {
            return ssm;
        }

        @Override
        public ResourceGroupsTaggingApiClient tagging() {
            return tagging;
        }

        @Override
        public String launch(Map<String, String> tags) {
            Instance instance = region().launch("m7g.large");
            tags.forEach(instance::tag);
            return instance.id();
        }

        @Override
        public void terminate(String instanceId) {
            region().instance(instanceId).orElseThrow().terminate();
        }

        @Override
        public void protectFromStop(String instanceId) {
            region().instance(instanceId).orElseThrow().stopProtected();
        }

        @Override
        public String topic(String name) {
            return aws.sns("" + account, Clients.REGION).topic(name);
        }

        @Override
        public void bucket(String name) {
            aws.s3("" + account, Clients.REGION).bucket(name);
        }

        @Override
        public String role(String other, String name, String externalId) {
            Role role = new Role(other, name, ANYTHING, TrustPolicy.parse("""
                    {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%d"},
                                   "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}}
                    """.formatted(account, externalId)));
            aws.register(role);
            return role.arn();
        }

        @Override
        public void label(String parameter, long version, String label) {
            aws.ssm("" + account, Clients.REGION)
                    .parameter(parameter)
                    .orElseThrow()
                    .label(version, label);
        }

        @Override
        public void close() {
            ec2.close();
            sns.close();
            s3.close();
            sts.close();
            iam.close();
            ssm.close();
            ecs.close();
            autoScaling.close();
            loadBalancing.close();
            tagging.close();
            aws.close();
        }
    }

    private static final Embedded WORLD = new Embedded();

    @BeforeEach
    void empty() {
        WORLD.empty();
    }

    @Override
    public World world() {
        return WORLD;
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(WORLD.aws.calls().unrecognized()).isEmpty();
    }
}
