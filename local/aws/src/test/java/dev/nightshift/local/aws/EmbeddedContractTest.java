package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

class EmbeddedContractTest extends AwsContract {
    private static final class Embedded implements World {
        private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
        private final LocalAws aws = LocalAws.start(clock);
        private final Ec2 region = aws.ec2(Clients.REGION);
        private final Clients clients = new Clients(aws.endpoint(), "AKIDEMBEDDED");
        private final Ec2Client ec2 = clients.ec2();
        private final SnsClient sns = clients.sns();

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
            Instance instance = region.launch("m7g.large");
            tags.forEach(instance::tag);
            return instance.id();
        }

        @Override
        public void terminate(String instanceId) {
            region.instance(instanceId).orElseThrow().terminate();
        }

        @Override
        public void protectFromStop(String instanceId) {
            region.instance(instanceId).orElseThrow().stopProtected();
        }

        @Override
        public String topic(String name) {
            return aws.sns(Clients.REGION).topic(name);
        }

        @Override
        public void close() {
            ec2.close();
            sns.close();
            aws.close();
        }
    }

    private final Embedded world = new Embedded();

    @Override
    World world() {
        return world;
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(world.aws.calls().unrecognized()).isEmpty();
        world.close();
    }
}
