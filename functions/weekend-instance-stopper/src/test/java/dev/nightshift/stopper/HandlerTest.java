package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.stopper.Fleet.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
    private static final String SCHEDULED =
            "{\"source\": \"nightshift\", \"time\": \"2026-11-20T17:00:00Z\", \"detail\": {}}";

    private final FakeFleet fleet = new FakeFleet();
    private final List<Digest> told = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);

    @BeforeEach
    void oneInstanceToStop() {
        fleet.instances.add(running("i-1"));
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-stopper:live");
    }

    private String handle(StopperConfig config, Consumer<Digest> topic, String event) throws IOException {
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Handler handler = new Handler(config, fleet, topic, () -> WINDOW_START.plusSeconds(40), out);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aScheduledRunStopsTellsCountsAndAnswersWithTheWholeRun() throws IOException {
        String result = handle(config(), told::add, SCHEDULED);

        assertThat(fleet.calls)
                .containsExactly(
                        "describe nightshift:schedule",
                        "mark stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:00Z [i-1]",
                        "stop [i-1]");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 stopped");
        assertThat(result).contains("\"verdict\":\"1 stopped\"", "\"function\":\"acme-stopper\"");
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Function\":\"acme-stopper\",\"Runs\":1,\"Stopped\":1,\"Started\":0,\"StartedAgain\":0,\"Failed\":0,\"Refused\":0}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "event"})
    void aDryRunChangesNothingWhetherSettingsOrEventAskForIt(String by) throws IOException {
        StopperConfig config = config("\"dryRun\": " + by.equals("settings"));
        String detail = by.equals("event") ? "{\"dryRun\": true}" : "{\"dryRun\": false}";

        handle(config, told::add, SCHEDULED.replace("{}", detail));

        assertThat(fleet.calls).containsExactly("describe nightshift:schedule");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 would be stopped");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Runs\":1}\n");
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

        assertThatThrownBy(() -> handle(config(), refusing, SCHEDULED)).hasMessage("AuthorizationError");
        assertThat(fleet.calls).contains("stop [i-1]");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":0,\"Stopped\":1");
    }

    @Test
    void whenEc2RefusesAWholeCallPeopleAreToldAndTheInvocationFails() {
        fleet.refused.put("i-1", new Failure("UnauthorizedOperation", "You are not authorized.", true));

        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED))
                .hasMessage("EC2 could not be acted on: UnauthorizedOperation: You are not authorized.");
        assertThat(told).extracting(Digest::verdict).containsExactly("1 failed");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":0", "\"Failed\":1");
    }

    @Test
    void aSingleInstancesRefusalDoesNotFailTheInvocation() throws IOException {
        fleet.refused.put("i-1", new Failure("OperationNotPermitted", "i-1 is protected", false));

        assertThat(handle(config(), told::add, SCHEDULED)).contains("OperationNotPermitted: i-1 is protected");
    }

    @Test
    void aBrokenEventTouchesNothing() {
        assertThatThrownBy(() -> handle(config(), told::add, SCHEDULED.replace("{}", "{\"dryrun\": true}")))
                .hasMessage("event: detail.dryrun: \"true\": unknown key; known here: dryRun, at");
        assertThat(fleet.calls).isEmpty();
    }
}
