package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static dev.nightshift.local.aws.LocalAwsTest.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

class FaultsTest {
    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
    private final Ec2 region = aws.ec2(Clients.REGION);
    private final Ec2Client ec2 = new Clients(aws.endpoint(), "AKIDLOCAL").of(Ec2Client::builder);
    private final SnsClient sns = new Clients(aws.endpoint(), "AKIDLOCAL").of(SnsClient::builder);

    @AfterEach
    void close() {
        aws.close();
        ec2.close();
        sns.close();
    }

    @Test
    void aDelayedCallIsAnsweredAfterAll() {
        String id = region.launch("m7g.large").id();
        aws.faults().on("ec2", "DescribeInstances").only(1).with(new Fault.Delayed(Duration.ofMillis(1)));
        aws.faults().on("ec2", "DescribeInstances").only(1).with(new Fault.Delayed(Duration.ofHours(1)));

        assertThat(ids(ec2)).containsExactly(id);
        assertThatThrownBy(() -> ec2.describeInstances(
                        r -> r.overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofMillis(100)))))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void faultsStrikeTheCallsTheyAreMadeFor() {
        String id = region.launch("m7g.large").id();
        aws.faults().on("ec2", "DescribeInstances").only(2).with(new Fault.Throttled());
        aws.faults().on("sns", "Publish").first(1).with(new Fault.Throttled());
        aws.faults()
                .on("ec2", "StopInstances")
                .where(parameters -> parameters.containsValue(id))
                .with(new Fault.Refused(500, "Unavailable", "The server is overloaded"));

        assertThat(ids(ec2)).containsExactly(id);
        assertRefused(() -> ids(ec2), 503, "RequestLimitExceeded", "Request limit exceeded.");
        assertThat(ids(ec2)).containsExactly(id);
        assertRefused(() -> sns.publish(r -> r.topicArn("t").message("x")), 400, "Throttling", "Rate exceeded");
        assertRefused(() -> sns.publish(r -> r.topicArn("t").message("x")), 404, "NotFound", "");
        assertRefused(() -> ec2.stopInstances(r -> r.instanceIds(id)), 500, "Unavailable", "overloaded");
        assertThat(region.instances().getFirst().state()).isEqualTo(InstanceState.RUNNING);

        aws.faults().clear();
        ec2.stopInstances(r -> r.instanceIds(id));
        assertThat(region.instances().getFirst().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void aLostRequestDoesNothingAndALostReplyIsAboutSomethingDone() {
        Instance first = region.launch("m7g.large");
        Instance second = region.launch("m7g.large");
        aws.faults().on("ec2", "StopInstances").only(1).with(new Fault.RequestLost());
        aws.faults().on("ec2", "StopInstances").only(1).with(new Fault.ReplyLost());

        assertThatThrownBy(() -> ec2.stopInstances(r -> r.instanceIds(first.id())))
                .isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> ec2.stopInstances(r -> r.instanceIds(second.id())))
                .isInstanceOf(SdkClientException.class);

        assertThat(first.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(second.state()).isEqualTo(InstanceState.STOPPED);
        assertThat(aws.calls().all()).extracting(Call::status).containsExactly(0, 0);
    }

    @Test
    void anErrorMayRepeatAllThatWasSent() {
        String topic = aws.sns(Clients.REGION).topic("reports");
        aws.faults().on("sns", "Publish").with(new Fault.Repeating(400, "InvalidParameter"));

        assertRefused(
                () -> sns.publish(r -> r.topicArn(topic).message("what was sent")),
                400,
                "InvalidParameter",
                "Message=what was sent");
        assertThat(aws.sns(Clients.REGION).publications()).isEmpty();
    }
}
