package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sts.StsClient;

class EmbeddedContractTest extends AwsContract {
    private static final class Embedded implements World {
        private static final IamPolicy ANYTHING =
                IamPolicy.parse("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");

        private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
        private final LocalAws aws = LocalAws.start(clock);
        private final Clients clients = new Clients(aws.endpoint(), "AKIDEMBEDDED");
        private final Sdk sdk = Sdk.by(clients);
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
        public Sdk sdk() {
            return sdk;
        }

        @Override
        public Ec2Client ec2() {
            clock.pass(Duration.ofSeconds(1));
            return sdk.ec2();
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
        public void user(String path, String name) {
            aws.accessKeys("" + account).user(path, name);
        }

        @Override
        public EcsClient ecs() {
            clock.pass(Duration.ofSeconds(1));
            return sdk.ecs();
        }

        @Override
        public void service(String cluster, String name, String valueFrom) {
            aws.ecs("" + account, Clients.REGION).run(cluster, name, valueFrom);
        }

        @Override
        public void group(String name, Map<String, String> tags) {
            AutoScalingGroup group =
                    aws.autoScaling("" + account, Clients.REGION).group(name);
            tags.forEach(group::tag);
        }

        @Override
        public void serve(String group, int servers) {
            Instance[] launched = IntStream.range(0, servers)
                    .mapToObj(n -> region().launch("m7g.large"))
                    .toArray(Instance[]::new);
            aws.autoScaling("" + account, Clients.REGION).group(group).serving(launched);
        }

        @Override
        public String targetGroup(String name, String group) {
            LoadBalancing balancing = aws.loadBalancing("" + account, Clients.REGION);
            String arn = balancing.targetGroup(name);
            aws.autoScaling("" + account, Clients.REGION).group(group).targetGroup(arn);
            autoScaling().describeAutoScalingGroups().autoScalingGroups().stream()
                    .flatMap(described -> described.instances().stream())
                    .forEach(member -> balancing.target(arn, member.instanceId(), "healthy"));
            return arn;
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
        public String imported(String domain, String key, Duration lifetime) {
            return aws.acm("" + account, Clients.REGION)
                    .add(new Acm.Certificate(
                            domain,
                            List.of(domain),
                            "00:0a:0b",
                            clock.instant(),
                            clock.instant().plus(lifetime),
                            key,
                            "IMPORTED",
                            List.of(),
                            ""));
        }

        @Override
        public String uploaded(String name, Duration lifetime) {
            return aws.serverCertificates("" + account)
                    .upload(name, clock.instant(), clock.instant().plus(lifetime));
        }

        @Override
        public String database(String identifier) {
            return aws.rds("" + account, Clients.REGION)
                    .launch(identifier, "rds-ca-rsa2048-g1", clock.instant().plus(Duration.ofDays(300)));
        }

        @Override
        public void close() {
            sdk.close();
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
