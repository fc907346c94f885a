package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static dev.nightshift.stopper.Fixture.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.report.Told;
import dev.nightshift.stopper.report.Told.Known;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class HandlerTest {
    private static final String SCHEDULED =
            "{\"source\": \"nightshift\", \"time\": \"2026-11-20T17:00:00Z\", \"detail\": {}}";

    private static final Place HOME = new Place("123456789012", "eu-central-1");
    private static final Place ABROAD = new Place("444455556666", "eu-west-1");

    private final FakeFleet fleet = new FakeFleet();
    private final FakeMemory memory = new FakeMemory();
    private Pauses pauses = Pauses.NONE;
    private Instant clock = WINDOW_START.plusSeconds(40);
    private StoppedHosts keptDown = StoppedHosts.NONE;
    private final SortedMap<Place, Fleet> places = new TreeMap<>(Map.of(HOME, fleet));
    private final List<Digest> told = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);

    @BeforeEach
    void oneInstanceToStop() {
        fleet.instances.add(running("i-1"));
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-stopper:live");
        when(context.getRemainingTimeInMillis()).thenReturn(300_000);
        memory.told = new Told(Known.NOTHING, Known.NOTHING, Notified.NOTHING, "", WINDOW_START, Instant.EPOCH);
    }

    private String handle(StopperConfig config, Consumer<Digest> topic, String event) throws IOException {
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> pauses,
                topic,
                () -> clock,
                out);
        Handler handler = new Handler(
                config, self -> places, memory, change -> keptDown = change.apply(keptDown), resources, time -> {});
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aScheduledRunStopsTellsCountsAndAnswersWithTheWholeRun() throws IOException {
        String result = handle(config(), told::add, SCHEDULED);

        assertThat(fleet.calls)
                .containsExactly(
                        "look nightshift:schedule",
                        "mark stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:00Z [i-1]",
                        "stop [i-1]");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 stopped");
        assertThat(result).contains("\"verdict\":\"1 stopped\"", "\"function\":\"acme-stopper\"");
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Function\":\"acme-stopper\",\"Runs\":1,\"Complete\":1,\"Stopped\":1,\"Started\":0,\"StartedAgain\":0,\"Deferred\":0,\"Failed\":0,\"Refused\":0,\"HoursSaved\":62.0}\n");
    }

    @Test
    void whileItIsPausedNothingIsStoppedOrMarked() throws IOException {
        pauses = paused(WINDOW_START);

        String result = handle(config(), told::add, SCHEDULED);

        assertThat(fleet.calls).containsExactly("look nightshift:schedule");
        assertThat(result).contains("\"verdict\":\"1 held by the pause\"");
        assertThat(keptDown.hosts()).isEmpty();

        pauses = Pauses.NONE;
        handle(config(), told::add, SCHEDULED);
        assertThat(fleet.calls).contains("stop [i-1]");
    }

    @Test
    void whileItIsPausedNothingIsStartedAndPeopleHearItOnceAndThatItIsLate() throws IOException {
        Instant monday = Instant.parse("2026-11-23T07:00:00Z");
        fleet.instances.clear();
        fleet.instances.add(stopped("i-2", "Client.UserInitiatedShutdown", OUR_STOP, STOP_MARKER));
        pauses = paused(monday);
        memory.told = new Told(Known.NOTHING, Known.NOTHING, Notified.NOTHING, "", monday, Instant.EPOCH);

        handleAt(monday);
        assertThat(told)
                .singleElement()
                .satisfies(mail -> assertThat(DigestText.body(mail, 10))
                        .startsWith("1 held by the pause\n")
                        .contains(
                                "Paused (1)\n  paused until 2026-11-23T11:00:00Z by ann: migration\n",
                                "start: paused until 2026-11-23T11:00:00Z by ann: migration"));
        handleAt(monday.plusSeconds(900));
        assertThat(told).hasSize(1);

        handleAt(monday.plusSeconds(2 * 3_600));
        assertThat(told).hasSize(2);
        assertThat(told.getLast().severity()).isEqualTo(Digest.Severity.CRITICAL);
        assertThat(fleet.calls).containsOnly("look nightshift:schedule");

        handleAt(monday.plusSeconds(4 * 3_600));
        assertThat(fleet.calls).contains("start [i-2]");
    }

    private void handleAt(Instant time) throws IOException {
        clock = time.plusSeconds(40);
        handle(config(), told::add, SCHEDULED.replace("2026-11-20T17:00:00Z", time.toString()));
    }

    private static Pauses paused(Instant from) {
        return Pauses.NONE.with(
                new Pause(Optional.empty(), from.minusSeconds(60), from.plusSeconds(4 * 3_600), "migration", "ann"));
    }

    @Test
    void whatIsStoppedIsListedForTheOtherFunctionsUntilHalfAnHourAfterItsWindow() throws IOException {
        handle(config(), told::add, SCHEDULED);

        assertThat(keptDown.hosts().values())
                .extracting(StoppedHosts.Host::id, StoppedHosts.Host::until)
                .containsExactly(tuple("i-1", Instant.parse("2026-11-23T07:30:00Z")));

        keptDown = StoppedHosts.NONE;
        handle(config("\"dryRun\": true"), told::add, SCHEDULED);
        assertThat(keptDown).isEqualTo(StoppedHosts.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "event"})
    void aDryRunChangesNothingWhetherSettingsOrEventAskForIt(String by) throws IOException {
        StopperConfig config = config("\"dryRun\": " + by.equals("settings"));
        String detail = by.equals("event") ? "{\"dryRun\": true}" : "{\"dryRun\": false}";

        handle(config, told::add, SCHEDULED.replace("{}", detail));

        assertThat(fleet.calls).containsExactly("look nightshift:schedule", "prove mark [i-1]", "prove stop [i-1]");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 would be stopped");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Runs\":1,\"Complete\":1}\n");
    }

    @Test
    void aStaleRunLooksAtNothingAndSaysSo() throws IOException {
        String result = handle(config(), told::add, SCHEDULED.replace("T17:00", "T15:00"));

        assertThat(result).contains("\"staleBy\":\"PT2H40S\"");
        assertThat(fleet.calls).isEmpty();
        assertThat(told).isEmpty();
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .contains("\"Stale\":1")
                .doesNotContain("Runs");
    }

    @Test
    void whenNobodyCanBeToldTheWorkIsDoneAndTheInvocationFails() {
        Consumer<Digest> refusing = digest -> {
            throw new IllegalStateException("AuthorizationError");
        };

        assertThatThrownBy(() -> handle(config(), refusing, SCHEDULED))
                .hasMessage("cannot wait for the next scheduled run: people could not be notified: AuthorizationError");
        assertThat(fleet.calls).contains("stop [i-1]");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":1,\"Complete\":0,\"Stopped\":1");
    }

    @Test
    void whenEc2RefusesAWholeCallPeopleAreToldAndTheInvocationFails() {
        fleet.refused.put("i-1", new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE));

        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED))
                .hasMessage("new fault: 123456789012 eu-central-1: UnauthorizedOperation: You are not authorized.");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 failed");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":1,\"Complete\":0", "\"Failed\":1");
    }

    @Test
    void aSingleInstancesRefusalDoesNotFailTheInvocation() throws IOException {
        fleet.refused.put("i-1", new Failure("OperationNotPermitted", "i-1 is protected", Scope.INSTANCE));

        assertThat(handle(config(), told::add, SCHEDULED)).contains("OperationNotPermitted: i-1 is protected");
    }

    @Test
    void aBrokenEventTouchesNothing() {
        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED.replace("{}", "{\"dryrun\": true}")))
                .hasMessage("event: detail.dryrun: \"true\": unknown key; known here: dryRun, at, startAllStopped");
        assertThat(fleet.calls).isEmpty();
    }

    @Test
    void onePlaceThatFailsHoldsUpNoOther() {
        FakeFleet abroad = new FakeFleet();
        abroad.blind = Optional.of(SdkClientException.create("no route"));
        FakeFleet buggy = new FakeFleet();
        buggy.blind = Optional.of(new ArithmeticException("a bug"));
        places.put(ABROAD, abroad);
        places.put(new Place("777788889999", "eu-west-1"), buggy);

        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED))
                .hasMessage("new fault: 444455556666 eu-west-1: SdkClientException: no route, and 1 more");
        assertThat(fleet.calls).contains("stop [i-1]");
        assertThat(told).extracting(Digest::verdict).containsExactly("2 places out of reach, 1 stopped");
    }

    @Test
    void theEventThatUndoesOurStopsStartsThemInsideTheirWindow() throws IOException {
        fleet.instances.clear();
        fleet.instances.add(Fixture.stopped(
                "i-2",
                "Client.UserInitiatedShutdown",
                "",
                "nightshift:last=stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:00Z"));

        handle(config(), told::add, SCHEDULED.replace("{}", "{\"startAllStopped\": true}"));

        assertThat(fleet.calls).contains("start [i-2]");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 started");
    }

    @Test
    void theBrakeFailsTheRunThatBeginsToHold() throws IOException {
        fleet.instances.add(running("i-2"));
        StopperConfig config = config("\"dryRun\": false, \"brake\": {\"maxStopsPerRegion\": 1}");

        assertThatThrownBy(() -> handle(config, told::add, SCHEDULED))
                .hasMessage("new fault: the brake holds in 123456789012 eu-central-1: 2 instances were to be stopped;"
                        + " raise brake.maxStopsPerRegion or change their tags");
        assertThat(handle(config, told::add, SCHEDULED)).contains("held by the brake");
        assertThat(told).extracting(Digest::verdict).containsExactly("2 held by the brake");
        assertThat(fleet.calls).noneMatch(call -> call.startsWith("stop"));
    }

    @Test
    void whatCouldNotBeStartedAgainIsNotStopped() throws IOException {
        fleet.unstartable.put("i-1", "it could not be started again: its key");

        assertThat(handle(config(), told::add, SCHEDULED)).contains("it could not be started again: its key");
        assertThat(fleet.calls).containsExactly("look nightshift:schedule");
    }

    @Test
    void aMemoryOutOfReachStopsNoWorkAndFailsTheInvocation() {
        memory.unreachable = Optional.of("S3 is away");

        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED))
                .hasMessage("cannot wait for the next scheduled run: what people were notified of could not be read:"
                        + " S3 is away");
        assertThat(fleet.calls).contains("stop [i-1]");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 stopped");
        assertThat(memory.kept).isZero();
    }

    @Test
    void aMemoryThatCannotBeReadIsToldAndBegunAnew() throws IOException {
        memory.unreadable = Optional.of("state: v: \"9\": expected 1 or 2");

        handle(config(), told::add, SCHEDULED);

        assertThat(told).extracting(Digest::verdict).containsExactly("1 stopped, 1 needs a look");
        assertThat(memory.kept).isEqualTo(1);
    }

    @Test
    void whereNothingChangedNothingIsWritten() throws IOException {
        fleet.instances.clear();

        handle(config(), told::add, SCHEDULED);

        assertThat(told).isEmpty();
        assertThat(memory.kept).isZero();
    }

    @Test
    void aNoticeIsGivenOnce() throws IOException {
        StopperConfig config = config("\"dryRun\": false, \"staleAfter\": \"1 hour\", \"notice\": \"1 hour\"");
        String early = SCHEDULED.replace("T17:00", "T16:30");

        handle(config, told::add, early);
        handle(config, told::add, early);

        assertThat(told).extracting(Digest::verdict).containsExactly("1 will be stopped at Fri 20 Nov 18:00");
    }
}
