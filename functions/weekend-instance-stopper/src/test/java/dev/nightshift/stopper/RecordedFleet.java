package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.stopper.plan.Transition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Puts recorded instances back into an embedded endpoint: their tags, their states, and why they are in them.
final class RecordedFleet {
    private static final String REGION = "eu-central-1";

    private final LocalAws aws;
    private final AtomicReference<Instant> clock;

    /// @param clock the endpoint's; it is left at some time of the recording
    RecordedFleet(LocalAws aws, AtomicReference<Instant> clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /// The text of a recorded file.
    static String text(String file) {
        String path = "/recorded/0.1-2026-11/" + file;
        try (InputStream in = Objects.requireNonNull(RecordedFleet.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /// Launches all of them, in their order, so that they get their ids again.
    void putBack(String file) throws IOException {
        for (Object each : JSON.std.listFrom(text(file))) {
            putBack((Map<?, ?>) each);
        }
    }

    private void putBack(Map<?, ?> recorded) {
        Instant launched = Instant.parse(text(recorded, "launchTime"));
        clock.set(launched);
        dev.nightshift.local.aws.ec2.Instance instance = aws.ec2(text(recorded, "account"), REGION)
                .launch(text(recorded, "type"))
                .zone(text(recorded, "zone"))
                .launchedAt(launched);
        ((Map<?, ?>) Objects.requireNonNull(recorded.get("tags")))
                .forEach((key, value) -> instance.tag(key.toString(), value.toString()));
        if (Boolean.TRUE.equals(recorded.get("hibernates"))) {
            instance.hibernates();
        }
        if (text(recorded, "state").equals("stopped")) {
            stopped(instance, recorded);
        }
        assertThat(instance.id()).isEqualTo(recorded.get("id"));
        assertThat(instance.state().name()).isEqualToIgnoringCase(text(recorded, "state"));
    }

    private void stopped(dev.nightshift.local.aws.ec2.Instance instance, Map<?, ?> recorded) {
        String reason = text(recorded, "reason");
        Optional<Instant> stoppedAt = Transition.at(text(recorded, "transition"));
        if (stoppedAt.isEmpty()) {
            // Its last start did not hold.
            instance.stop().failsToStart(reason, "as recorded").start();
        } else {
            clock.set(stoppedAt.get());
            try (Ec2Client ec2 = asOwner(text(recorded, "account"))) {
                ec2.stopInstances(request ->
                        request.instanceIds(instance.id()).hibernate(reason.equals("Client.UserInitiatedHibernate")));
            }
        }
    }

    private Ec2Client asOwner(String account) {
        String accessKey = "AKID" + account;
        aws.register(accessKey, Principal.unrestricted(account));
        return new Clients(
                        Region.of(REGION),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")),
                        Optional.of(aws.endpoint()))
                .build(Ec2Client.builder());
    }

    private static String text(Map<?, ?> tree, String key) {
        return String.valueOf(tree.get(key));
    }
}
