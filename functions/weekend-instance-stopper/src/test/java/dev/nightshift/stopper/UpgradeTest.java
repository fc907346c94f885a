package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.aws.Bucket;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.SharedObject;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import dev.nightshift.stopper.fleet.AwsFleets;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// This version takes over from an earlier one, whose markers and state were recorded in the middle of a weekend.
class UpgradeTest {
    private static final String REGION = "eu-central-1";
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant MONDAY_EVENING = Instant.parse("2026-11-23T18:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
    private final LocalAws aws = LocalAws.start(clock::get);
    private final Clients clients = new Clients(
            Region.of(REGION),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final List<Instant> mails = new ArrayList<>();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void whatWasStoppedOnFridayStartsOnMondayAndWhatPeopleDidIsRespected() throws IOException {
        Handler handler = takesOver("weekend", "2026-11-21T12:00:00Z");

        run(handler, MONDAY_EVENING);

        assertThat(states())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // Stopped, hibernated, in another account, without its schedule's tag since.
                        Map.entry("web", "RUNNING"),
                        Map.entry("big", "RUNNING"),
                        Map.entry("lab", "RUNNING"),
                        Map.entry("lost-tag", "RUNNING"),
                        // Its start was refused, its start did not hold, its start succeeded.
                        Map.entry("erp", "RUNNING"),
                        Map.entry("broken-key", "RUNNING"),
                        Map.entry("night-owl", "RUNNING"),
                        // Somebody started it inside the window; somebody stopped it outside.
                        Map.entry("anna", "RUNNING"),
                        Map.entry("ben", "STOPPED"),
                        // Never stopped.
                        Map.entry("legacy", "RUNNING"),
                        Map.entry("jenkins", "RUNNING"),
                        Map.entry("prod-db", "RUNNING")));
    }

    @Test
    void beforeMondayNothingOfTheWeekendStarts() throws IOException {
        Handler handler = takesOver("weekend", "2026-11-21T12:00:00Z");

        run(handler, Instant.parse("2026-11-23T06:30:00Z"));

        assertThat(states())
                .containsEntry("web", "STOPPED")
                .containsEntry("big", "STOPPED")
                .containsEntry("lab", "STOPPED")
                .containsEntry("lost-tag", "STOPPED")
                .containsEntry("anna", "RUNNING");
    }

    @Test
    void whatPeopleKnowAlreadyIsNotToldAgain() throws IOException {
        Handler handler = takesOver("weekend", "2026-11-21T12:00:00Z");
        aws.ec2(REGION).runsOutOf("m7g.large", "eu-central-1b");
        named("broken-key").failsToStart("Client.InternalError", "Client error on launch");

        run(handler, Instant.parse("2026-11-21T19:30:00Z"));

        assertThat(mails).isEmpty();
    }

    @Test
    void whatPeopleKnowAndIsOverIsToldOnce() throws IOException {
        Handler handler = takesOver("weekend", "2026-11-21T12:00:00Z");
        List.of("legacy", "jenkins", "lost-tag", "erp", "broken-key")
                .forEach(name -> named(name).terminate());

        run(handler, Instant.parse("2026-11-21T19:30:00Z"));

        assertThat(mails).containsExactly(Instant.parse("2026-11-21T13:00:00Z"));
    }

    @Test
    void whatWasUndoneStaysUndone() throws IOException {
        Handler handler = takesOver("undone", "2026-11-21T08:05:00Z");

        run(handler, MONDAY_EVENING);

        assertThat(aws.calls().of("ec2", "StopInstances"))
                .as("but for those of the recording")
                .isEmpty();
        assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.of("web", "RUNNING", "lab", "RUNNING"));
        assertThat(mails).isEmpty();
    }

    @Test
    void aDryRunRepeatsNothing() throws IOException {
        Handler handler = takesOver("dry-run", "2026-11-21T08:00:00Z");

        run(handler, Instant.parse("2026-11-23T06:30:00Z"));

        assertThat(mails).isEmpty();
    }

    /// The recorded world, up to the last run of the earlier version.
    private Handler takesOver(String recording, String lastRun) throws IOException {
        aws.register(new Role(OTHER_ACCOUNT, "nightshift-watch", IamPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": ["ec2:*", "kms:*"], "Resource": "*"}}"""), TrustPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "123456789012"},
                               "Condition": {"StringEquals": {"sts:ExternalId": "acme"}}}}""")));
        new RecordedFleet(aws, clock).putBack(recording + "/instances.json");
        aws.ec2(REGION).instances().forEach(Instance::startsAgain);
        aws.ec2(REGION).instances().stream()
                .filter(instance -> "legacy".equals(instance.tags().get("Name")))
                .forEach(Instance::stopProtected);
        aws.s3(REGION)
                .bucket("state")
                .put("state/weekend-instance-stopper/told.json", RecordedFleet.text(recording + "/told.json"));
        aws.calls().clear();
        clock.set(Instant.parse(lastRun));
        StopperConfig config = Fixture.read(RecordedFleet.text(recording + "/settings.json"));
        Bucket siteBucket = clients.bucket("state");
        Resources resources = new Resources(
                siteBucket,
                SharedObject.pauses(siteBucket)::read,
                digest -> mails.add(digest.at()),
                clock::get,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        return new Handler(
                config,
                new AwsFleets(config, clients),
                Handler.stored(resources),
                SharedObject.stoppedHosts(siteBucket)::change,
                resources,
                time -> clock.updateAndGet(now -> now.plus(time)));
    }

    /// Runs every hour from here on.
    private void run(Handler handler, Instant last) throws IOException {
        Context context = mock(Context.class);
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-stopper:live");
        when(context.getRemainingTimeInMillis()).thenReturn(300_000);
        for (Instant at = clock.get().plus(HOUR); !at.isAfter(last); at = at.plus(HOUR)) {
            clock.set(at);
            String event = "{\"source\": \"nightshift\", \"time\": \"" + at + "\"}";
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    context);
        }
    }

    private Stream<Instance> instances() {
        return Stream.of("123456789012", OTHER_ACCOUNT)
                .flatMap(account -> aws.ec2(account, REGION).instances().stream());
    }

    private Instance named(String name) {
        return instances()
                .filter(instance -> name.equals(instance.tags().get("Name")))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        instances()
                .forEach(instance -> states.put(
                        instance.tags().getOrDefault("Name", ""),
                        instance.state().name()));
        return states;
    }
}
