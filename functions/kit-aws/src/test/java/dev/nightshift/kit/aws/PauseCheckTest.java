package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.Reach;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.s3.S3Bucket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A function that is paused, as its runs see it.
class PauseCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private static final Pause RELEASE =
            new Pause(Optional.of("stopper"), NOW.minusSeconds(60), NOW.plusSeconds(60), "release", "ann");
    private static final String REASON = "paused until 2026-11-30T09:01:00Z by ann: release";

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(NOW));
    private final S3Bucket bucket = aws.s3("eu-central-1").bucket("state");
    private final Bucket siteBucket = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()))
            .bucket("state");
    private final List<Digest> notified = new ArrayList<>();
    private final Resources resources = new Resources(
            siteBucket,
            SharedObject.pauses(siteBucket)::read,
            notified::add,
            InstantSource.fixed(NOW),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private Optional<String> seen = Optional.empty();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aFunctionThatIsPausedKnowsWhyAndEachOfItsMessagesSaysSo() throws IOException {
        bucket.put(Pauses.KEY, Pauses.NONE.with(RELEASE).json());

        run(Runner.acting(resources, Duration.ofHours(1), "stopper"), true, true);

        assertThat(seen).contains(REASON);
        assertThat(notified).singleElement().satisfies(message -> {
            assertThat(message.sections()).extracting(Section::title).containsExactly("Paused", "Stopped");
            assertThat(message.sections().getFirst().rows()).containsExactly(List.of(REASON));
        });
    }

    @Test
    void anotherFunctionAndOneThatOnlyLooksAreNotPaused() throws IOException {
        bucket.put(Pauses.KEY, Pauses.NONE.with(RELEASE).json());

        run(Runner.acting(resources, Duration.ofHours(1), "rotator"), true, true);
        assertThat(seen).isEmpty();
        aws.calls().clear();

        run(Runner.looking(resources, Duration.ofHours(1)), true, true);
        assertThat(seen).isEmpty();
        assertThat(aws.calls().all()).isEmpty();
        assertThat(notified)
                .flatExtracting(Digest::sections)
                .extracting(Section::title)
                .containsOnly("Stopped");
    }

    @Test
    void theBucketIsAskedOnceAndOnlyByARunThatWouldChangeOrReportSomething() throws IOException {
        Runner runner = Runner.acting(resources, Duration.ofHours(1), "stopper");

        run(runner, false, false);
        assertThat(aws.calls().all()).isEmpty();

        run(runner, true, true);
        assertThat(aws.calls().all()).hasSize(1);
    }

    @Test
    void whileNobodyKnowsWhetherItIsPausedNothingIsChangedAndTheRunFails() {
        Runner runner = Runner.acting(resources, Duration.ofHours(1), "stopper");
        bucket.put(Pauses.KEY, "{}");
        assertThatThrownBy(() -> run(runner, true, false))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining(
                        "whether it is paused could not be read: s3://state/control/pauses.json: v: is missing");
        assertThat(seen).isPresent();

        aws.faults().on("s3", "GetObject").with(new Fault.Refused(403, "AccessDenied", "Access Denied"));
        assertThatThrownBy(() -> run(runner, true, false)).isInstanceOf(RunFailedException.class);
        assertThat(seen).isPresent();
    }

    /// @param asks whether there is something to change
    /// @param reports whether there is something to report
    private void run(Runner runner, boolean asks, boolean reports) throws IOException {
        seen = Optional.empty();
        Context context = mock(Context.class);
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme:live");
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        Digest digest = new Digest(
                "acme",
                "123456789012",
                "eu-central-1",
                NOW,
                ZoneOffset.UTC,
                false,
                Severity.INFO,
                "1 stopped",
                List.of(new Section("Stopped", List.of("instance"), List.of(List.of("i-1")))));
        runner.<Optional<String>>run(
                new ByteArrayInputStream("{\"source\": \"nightshift\"}".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                context,
                payload -> Invocation.read(payload, detail -> Optional.empty(), Optional.empty()),
                call -> {
                    if (asks) {
                        seen = call.pause().reason();
                    }
                    return new Result(
                            digest, digest, reports ? List.of(digest) : List.of(), () -> {}, Reach.ALL, line -> {});
                });
    }
}
