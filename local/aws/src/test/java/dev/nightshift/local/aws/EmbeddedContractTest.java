package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.AutoScalingGroup;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ecs.EcsService;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import dev.nightshift.local.aws.web.Acm;
import dev.nightshift.local.aws.web.Listeners;
import dev.nightshift.local.aws.web.LoadBalancing;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

class EmbeddedContractTest extends AwsContract {
    private static final class Embedded implements World {
        private static final IamPolicy ANYTHING =
                IamPolicy.parse("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");

        private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
        private final LocalAws aws = LocalAws.start(clock);
        private final Clients clients = new Clients(aws.endpoint(), "AKIDEMBEDDED");
        private final Map<String, EcsService> services = new HashMap<>();
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
        public Clients clients() {
            clock.pass(Duration.ofSeconds(1));
            return clients;
        }

        @Override
        public Clients with(String accessKey) {
            return new Clients(aws.endpoint(), accessKey);
        }

        @Override
        public void user(String path, String name) {
            aws.accessKeys("" + account).user(path, name);
        }

        @Override
        public void service(String cluster, String name, String valueFrom) {
            services.put(
                    cluster + "/" + name, aws.ecs("" + account, Clients.REGION).run(cluster, name, valueFrom));
        }

        @Override
        public String task(String cluster, String service) {
            return Objects.requireNonNull(services.get(cluster + "/" + service))
                    .task()
                    .id();
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
            clients.of(AutoScalingClient::builder).describeAutoScalingGroups().autoScalingGroups().stream()
                    .flatMap(described -> described.instances().stream())
                    .forEach(member -> balancing.target(arn, member.instanceId(), "healthy"));
            return arn;
        }

        @Override
        public String balancer(String name) {
            return listeners().balancer(name, "application", "internet-facing");
        }

        @Override
        public String listener(String balancer, List<String> certificates) {
            return listeners().listener(balancer, 443, "HTTPS", certificates);
        }

        private Listeners listeners() {
            return aws.loadBalancing("" + account, Clients.REGION).listeners();
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
        public String prefixList(String family, int maxEntries) {
            return region().prefixList(family, maxEntries).id();
        }

        @Override
        public String zone(String name) {
            return aws.route53("" + account).zone(name).id();
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
            clients.close();
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

    @Test
    void everyContractOfThisPackageIsPartOfIt() throws IOException, URISyntaxException {
        Path folder = Path.of(AwsContract.class.getResource("AwsContract.class").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            List<String> contracts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Contract.class") && !name.equals("AwsContract.class"))
                    .map(name -> name.replace(".class", ""))
                    .toList();

            assertThat(AwsContract.class.getInterfaces())
                    .extracting(Class::getSimpleName)
                    .containsExactlyInAnyOrderElementsOf(contracts);
        }
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(WORLD.aws.calls().unrecognized()).isEmpty();
    }
}
