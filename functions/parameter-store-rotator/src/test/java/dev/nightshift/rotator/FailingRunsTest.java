package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.RunFailedException;
import dev.nightshift.rotator.FakeStore.Line.Break;
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
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Which runs fail, count and notify, in plays of several daily runs of which the first finds a parameter due.
class FailingRunsTest {
    private static final String NAME = "/acme/db";

    private final FakeStore.Line line = new FakeStore.Line();
    private final FakeStore store = new FakeStore(line);
    private final FakeFindings findings = new FakeFindings();
    private final FakeDatabase database =
            new FakeDatabase(line, false, new Random(5), Fixture.config().passwords());
    private final Context context = mock(Context.class);

    FailingRunsTest() {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:rotator:live");
        when(context.getRemainingTimeInMillis()).thenReturn(600_000);
        database.passwords.put("app", "first");
        store.put(
                NAME,
                Secret.of("{\"username\": \"app\", \"password\": \"first\"}"),
                FakeStore.PERSON,
                Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "postgres"));
        line.pass(Duration.ofDays(30));
    }

    /// Each run as `RC.m`: whether it counts in Runs, in Complete, whether it failed (`!`), and how many messages.
    @ParameterizedTest
    @CsvSource({
        "fine fine,                    11.1 11.0",
        "unlisted unlisted fine,       10!1 10!1 11.1",
        "unlisted repeated,            10!1 10!0",
        "away away fine fine,          10!1 10.1 11.1 11.0",
        "away repeated,                10!1 10.0",
        "halfway repeated fine fine,   10!1 10!0 11.1 11.0",
        "frozen frozen,                11.1 11.1",
        "frozen repeated,              11.1 11.0",
        "topic fine fine,              10!0 11.1 11.0",
        "no-state fine,                10!1 11.0",
        "stale fine,                   --.0 11.1",
        "dry-away fine,                11.0 11.1"
    })
    void aRunFailsForWhatIsNewAndForWhatCannotWait(String worlds, String played) throws IOException {
        List<String> seen = new ArrayList<>();
        String last = "";
        for (String world : worlds.split(" ", -1)) {
            boolean repeated = world.equals("repeated");
            last = repeated ? last : world;
            if (!repeated) {
                line.pass(Duration.ofDays(1));
            }
            seen.add(run(last));
        }

        assertThat(String.join(" ", seen)).isEqualTo(played);
    }

    private String run(String world) throws IOException {
        shape(world);
        List<Digest> messages = new ArrayList<>();
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
                line::now,
                new PrintStream(metrics, true, StandardCharsets.UTF_8));
        RotatorConfig config = Fixture.config();
        Rotator rotator = new Rotator(
                config,
                store,
                (parameter, strategy) -> {
                    if (world.endsWith("away")) {
                        throw new CallException("Somebody: no answer");
                    }
                    return database;
                },
                new RandomRotation(store, new Passwords(new Random(6)), config.passwords(), line::now),
                Fixture.PACE,
                List.of());
        Instant due = world.equals("stale") ? line.now().minus(Duration.ofHours(2)) : line.now();
        String detail = world.startsWith("dry") ? "{\"dryRun\": true}" : "{}";
        String event = "{\"source\": \"nightshift\", \"time\": \"" + due + "\", \"detail\": " + detail + "}";
        String failed = ".";
        try {
            new Handler(rotator, findings, Fixture.memory(), resources)
                    .handleRequest(
                            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            context);
        } catch (RunFailedException e) {
            failed = "!";
        }
        String counted = metrics.toString(StandardCharsets.UTF_8);
        return count(counted, "Runs") + count(counted, "Complete") + failed + messages.size();
    }

    private static String count(String line, String metric) {
        String key = "\"" + metric + "\":";
        int at = line.lastIndexOf(key);
        return at < 0 ? "-" : line.substring(at + key.length(), at + key.length() + 1);
    }

    private void shape(String world) {
        line.mend();
        findings.unreachable = Optional.empty();
        switch (world) {
            case "unlisted" -> line.breakEach("describe", Break.LOST);
            case "halfway" -> line.breakEach("set", Break.LOST);
            case "frozen" -> database.passwords.put("app", "another");
            case "no-state" -> findings.unreachable = Optional.of("AccessDenied");
            default -> {}
        }
    }
}
