package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

class EmbeddedContractTest extends AwsContract {
    private static final class Embedded implements World {
        private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
        private final LocalAws aws = LocalAws.start(clock);
        private final Clients clients = new Clients(aws.endpoint(), "AKIDEMBEDDED");
        private final Ec2Client ec2 = clients.ec2();
        private final SnsClient sns = clients.sns();
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
        public void close() {
            ec2.close();
            sns.close();
            aws.close();
        }
    }

    private static final Embedded WORLD = new Embedded();

    @BeforeEach
    void empty() {
        WORLD.empty();
    }

    @Override
    World world() {
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
