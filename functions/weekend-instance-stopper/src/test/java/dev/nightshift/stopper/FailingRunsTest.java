package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.RunFailedException;
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
import java.io.OutputStream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/// Which runs fail, count and notify, in plays of several runs a quarter of an hour apart.
class FailingRunsTest {
    private static final Place HOME = new Place("123456789012", "eu-central-1");
    private static final Place ABROAD = new Place("444455556666", "eu-west-1");

    private final FakeFleet home = new FakeFleet();
    private final FakeFleet abroad = new FakeFleet();
    private final FakeMemory memory = new FakeMemory();
    private final Context context = mock(Context.class);
    private Instant clock = SATURDAY;

    FailingRunsTest() {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:stopper:live");
        when(context.getRemainingTimeInMillis()).thenReturn(300_000);
        memory.told = new Told(Known.NOTHING, Known.NOTHING, Notified.NOTHING, "", SATURDAY, SATURDAY);
    }

    /// Each run as `RC-m`: whether it counts in Runs, in Complete, whether it failed (`!`), and how many messages.
    @ParameterizedTest
    @CsvSource({
        "fine fine,                       11.0 11.0",
        "away away fine fine,             10!1 10.0 11.1 11.0",
        "all all fine,                    10!1 10!0 11.1",
        "again-away repeated,             10!1 10.0",
        "refused refused fine,            11.1 11.0 11.1",
        "denied denied fine,              10!1 10.0 11.1",
        "brake brake fine,                11!1 11.0 11.1",
        "topic topic fine,                10!0 10!0 11.0",
        "no-state no-state fine,          10!0 10!0 11.0",
        "away stale away,                 10!1 --.0 10.0",
        "dry-away dry-away away,          10.1 10.1 10!1"
    })
    void aRunFailsForWhatIsNewAndForWhatCannotWait(String worlds, String runs) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String world : worlds.split(" ", -1)) {
            seen.add(run(world));
        }

        assertThat(String.join(" ", seen)).isEqualTo(runs);
    }

    private String run(String world) throws IOException {
        if (!world.equals("repeated")) {
            clock = clock.plus(Duration.ofMinutes(15));
            shape(world);
        }
        String detail = world.startsWith("dry") ? "{\"dryRun\": true}" : "{}";
        Instant due = world.equals("stale") ? clock.minus(Duration.ofHours(1)) : clock;
        List<Object> messages = new ArrayList<>();
        ByteArrayOutputStream metrics = new ByteArrayOutputStream();
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> Pauses.NONE,
                digest -> {
                    if (world.equals("topic")) {
                        throw new IllegalStateException("AuthorizationError");
                    }
                    messages.add(digest);
                },
                () -> clock,
                new PrintStream(metrics, true, StandardCharsets.UTF_8));
        StopperConfig config = config("\"dryRun\": false, \"brake\": {\"maxStopsPerRegion\": 1}");
        Map<Place, Fleet> fleets = Map.of(HOME, home, ABROAD, abroad);
        Handler handler =
                new Handler(config, self -> new TreeMap<>(fleets), memory, change -> {}, resources, time -> {});
        String event = "{\"source\": \"nightshift\", \"time\": \"" + due + "\", \"detail\": " + detail + "}";
        String failed = ".";
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    context);
        } catch (RunFailedException e) {
            failed = "!";
        }
        String line = metrics.toString(StandardCharsets.UTF_8);
        return count(line, "Runs") + count(line, "Complete") + failed + messages.size();
    }

    private static String count(String line, String metric) {
        String key = "\"" + metric + "\":";
        int at = line.lastIndexOf(key);
        return at < 0 ? "-" : line.substring(at + key.length(), at + key.length() + 1);
    }

    private void shape(String world) {
        home.instances.clear();
        home.refused.clear();
        home.blind = Optional.empty();
        abroad.blind = Optional.empty();
        memory.unreachable = Optional.empty();
        switch (world) {
            case "away", "again-away", "dry-away", "topic" -> abroad.blind = lost();
            case "all" -> {
                home.blind = lost();
                abroad.blind = lost();
            }
            case "refused" -> refuse(Scope.INSTANCE);
            case "denied" -> refuse(Scope.PLACE);
            case "brake" -> home.instances.addAll(List.of(running("i-1"), running("i-2")));
            case "no-state" -> memory.unreachable = Optional.of("AccessDenied");
            default -> {}
        }
    }

    private void refuse(Scope scope) {
        home.instances.add(running("i-1"));
        home.refused.put("i-1", new Failure("Refused", "no", scope));
    }

    private static Optional<RuntimeException> lost() {
        return Optional.of(SdkClientException.create("no route"));
    }
}
