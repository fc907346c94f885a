package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.aws.Watch.Place;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

class AccountsTest {
    private static final String OTHER = "444455556666";
    private static final Watch WATCH = new Watch(List.of("eu-west-1"), List.of(OTHER), "nightshift-watch", "acme");

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z")));
    private final Accounts accounts = new Accounts(clients(aws.endpoint()), WATCH, "stopper");

    private static Clients clients(URI endpoint) {
        return new Clients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(endpoint));
    }

    @BeforeEach
    void aRoleThatTrustsUs() {
        aws.register(new Role(OTHER, "nightshift-watch", IamPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}}
                """), TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "123456789012"},
                               "Condition": {"StringEquals": {"sts:ExternalId": "acme"}}}}
                """)));
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    private void publish(Accounts from, Place place) {
        String region = place.region();
        String topic = aws.sns(place.account().orElse("123456789012"), region).topic("people");
        from.clients(place).query("sns", "2010-03-31").call("Publish", Map.of("TopicArn", topic, "Message", "x"));
    }

    @Test
    void atHomeNoRoleIsAssumed() {
        publish(accounts, new Place(Optional.empty(), "eu-west-1"));

        assertThat(aws.calls().all()).extracting(Call::operation).containsExactly("Publish");
    }

    @Test
    void elsewhereOneRoleIsAssumedForAllRegionsAndCalls() {
        publish(accounts, new Place(Optional.of(OTHER), "eu-west-1"));
        publish(accounts, new Place(Optional.of(OTHER), "eu-west-2"));

        assertThat(aws.sns(OTHER, "eu-west-1").publications()).hasSize(1);
        assertThat(aws.sns(OTHER, "eu-west-2").publications()).hasSize(1);
        assertThat(aws.calls().of("sts", "AssumeRole"))
                .singleElement()
                .satisfies(call -> assertThat(call.parameters())
                        .containsEntry("RoleArn", "arn:aws:iam::444455556666:role/nightshift-watch")
                        .containsEntry("ExternalId", "acme")
                        .containsEntry("RoleSessionName", "stopper"));
    }

    @Test
    void anAccountThatDoesNotTrustUsIsAnErrorOfItsOwn() {
        Accounts untrusted = new Accounts(
                clients(aws.endpoint()), new Watch(List.of(), List.of(OTHER), "nightshift-watch", "other"), "stopper");

        assertThatThrownBy(() -> publish(untrusted, new Place(Optional.of(OTHER), "eu-west-1")))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("sts:AssumeRole on resource: arn:aws:iam::444455556666:role/nightshift-watch");
    }

    @Test
    void aRoleIsNamedInThePartitionOfItsRegion() {
        Clients china = clients(aws.endpoint()).in(Region.CN_NORTH_1);

        assertThat(new Accounts(china, WATCH, "stopper").roleArn(OTHER))
                .isEqualTo("arn:aws-cn:iam::444455556666:role/nightshift-watch");
    }
}
