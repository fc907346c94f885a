package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.stopper.model.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A run that cannot start everything within the pace of EC2 ends before its alarm, and leaves the rest to the next.
class PacingTest {
    private static final Place HOME = new Place("123456789012", "eu-central-1");

    private final FakeFleet fleet = new FakeFleet();
    private final FakeMemory memory = new FakeMemory();
    private final List<Digest> mails = new ArrayList<>();
    private Instant clock = MONDAY;
    private Duration untilTheFirstChange = Duration.ofSeconds(4);

    private Duration run(Instant scheduled, int timeoutSeconds) throws IOException {
        Context context = mock(Context.class);
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:stopper");
        when(context.getRemainingTimeInMillis()).thenReturn(timeoutSeconds * 1_000);
        clock = scheduled.plusSeconds(3);
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> Pauses.NONE,
                mails::add,
                () -> clock,
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        Handler handler = new Handler(
                config(),
                self -> {
                    clock = clock.plus(untilTheFirstChange);
                    return new TreeMap<>(Map.of(HOME, fleet));
                },
                memory,
                change -> {},
                resources,
                time -> clock = clock.plus(time));
        String event = "{\"source\": \"nightshift\", \"time\": \"%s\", \"detail\": {}}".formatted(scheduled);
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(), context);
        return Duration.between(scheduled.plusSeconds(3), clock);
    }

    private void stopAll(int machines) {
        for (int i = 0; i < machines; i++) {
            fleet.instances.add(stopped("i-%04d".formatted(i), "Client.UserInitiatedShutdown", OUR_STOP, STOP_MARKER));
        }
    }

    /// What was started runs from now on.
    private int bringUp() {
        int before = fleet.instances.size();
        String started = String.join(
                "\n",
                fleet.calls.stream().filter(call -> call.startsWith("start")).toList());
        fleet.instances.replaceAll(machine -> started.contains(machine.id())
                ? startedAt(machine.id(), clock, STOP_MARKER.replace("last=stop", "last=start"))
                : machine);
        fleet.calls.clear();
        return before
                - (int) fleet.instances.stream()
                        .filter(machine -> machine.is("stopped"))
                        .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 600})
    void aRunThatWaitsEndsBeforeTheAlarmOfItsTimeout(int timeoutSeconds) throws IOException {
        stopAll(3_000);

        Duration took = run(MONDAY, timeoutSeconds);

        // The alarm goes off after 80 % of the timeout; 30 s are for notifying.
        assertThat(took)
                .isLessThanOrEqualTo(Duration.ofSeconds(timeoutSeconds * 8L / 10 - 30))
                .isGreaterThan(Duration.ofSeconds(timeoutSeconds / 2));
    }

    @Test
    void theNextRunStartsWhatIsLeftAndPeopleAreToldOfBoth() throws IOException {
        stopAll(1_800);

        run(MONDAY, 300);
        assertThat(bringUp()).isEqualTo(1_400);
        assertThat(mails).extracting(Digest::verdict).containsExactly("1400 started, 400 deferred");
        assertThat(DigestText.body(mails.getFirst(), 3)).contains("start: left for the next run");

        run(MONDAY.plus(Duration.ofMinutes(15)), 300);
        assertThat(bringUp()).isEqualTo(1_800);
        assertThat(mails).extracting(Digest::verdict).last().isEqualTo("400 started");
    }

    @Test
    void whereNoTimeWasLeftForAnyStartPeopleAreToldOnceAndWhenItIsOver() throws IOException {
        stopAll(2);
        untilTheFirstChange = Duration.ofSeconds(211);

        run(MONDAY, 300);
        run(MONDAY.plus(Duration.ofMinutes(15)), 300);

        assertThat(fleet.calls).noneMatch(call -> call.startsWith("start"));
        assertThat(mails).extracting(Digest::verdict).containsExactly("2 deferred");

        untilTheFirstChange = Duration.ofSeconds(4);
        run(MONDAY.plus(Duration.ofMinutes(30)), 300);
        assertThat(mails).extracting(Digest::verdict).last().isEqualTo("2 started");
        assertThat(DigestText.body(mails.getLast(), 9)).contains("Over (2)", "i-0000 deferred");
    }
}
