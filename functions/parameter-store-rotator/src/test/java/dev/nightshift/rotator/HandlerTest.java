package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Resources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class HandlerTest {
    private static final String SCHEDULED =
            "{\"source\": \"nightshift\", \"time\": \"2026-12-22T04:10:00Z\", \"detail\": {}}";

    private static final String CANARY = "canary-in-the-mine";

    private final FakeStore.Line line = new FakeStore.Line();
    private final FakeStore store = new FakeStore(line);
    private final FakeFindings findings = new FakeFindings();
    private final List<String> sinks = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);
    private FakeDatabase database =
            new FakeDatabase(line, false, new Random(5), Fixture.config().passwords());

    @BeforeEach
    void aParameterThatIsDue() {
        database.passwords.put("app", CANARY);
        put("/acme/db", "postgres");
        line.pass(Duration.ofDays(30));
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:rotator:live");
        when(context.getRemainingTimeInMillis()).thenReturn(600_000);
    }

    private void put(String name, String strategy) {
        store.put(
                name,
                Secret.of(
                        strategy.equals("random")
                                ? CANARY
                                : "{\"username\": \"app\", \"password\": \"" + CANARY + "\"}"),
                FakeStore.PERSON,
                Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", strategy));
    }

    private String handle(RotatorConfig config, String event) throws IOException {
        Rotator rotator = new Rotator(
                config,
                store,
                (parameter, strategy) -> database,
                new RandomRotation(store, new Passwords(new Random(6)), config.passwords(), line::now),
                Fixture.PACE,
                List.of());
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> Pauses.NONE,
                digest -> line.call("tell", () -> sinks.add(DigestJson.machine(digest, 100))),
                line::now,
                out);
        new Handler(rotator, findings, Fixture.memory(), resources)
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    private static String event(String detail) {
        return "{\"source\": \"nightshift\", \"detail\": " + detail + "}";
    }

    @Test
    void aScheduledRunRotatesTellsAndCounts() throws IOException {
        String result = handle(Fixture.config(), SCHEDULED);

        assertThat(result).contains("\"verdict\":\"1 rotated\"");
        assertThat(sinks).singleElement().asString().contains("\"verdict\":\"1 rotated\"", "/acme/db", "version 2");
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Runs\":1,\"Complete\":1,\"Rotated\":1,\"Failed\":0,\"Refused\":0,\"ConsumersBehind\":0,\"Frozen\":0,\"Unfinished\":0,\"Deferred\":0,\"DeferredDays\":0,\"LockedOut\":0}\n");
    }

    @Test
    void aDryRunDecryptsAndChangesNothing() throws IOException {
        assertThat(handle(Fixture.config("\"dryRun\": true"), SCHEDULED))
                .contains("\"verdict\":\"1 would be rotated\"");

        assertThat(line.calls()).containsExactly("describe", "tell");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Runs\":1,\"Complete\":1}\n");
    }

    @Test
    void anEventCanAddADryRunAndNotTakeOneAway() throws IOException {
        handle(Fixture.config(), event("{\"dryRun\": true}"));
        handle(Fixture.config("\"dryRun\": true"), event("{\"dryRun\": false}"));

        assertThat(line.calls()).doesNotContain("read", "write", "begin");
    }

    @Test
    void onDemandAValueIsRotatedThatIsNotDue() throws IOException {
        handle(Fixture.config(), SCHEDULED);

        handle(Fixture.config(), event("{\"rotate\": \"/acme/db\"}"));
        assertThat(store.all("/acme/db")).as("the pending name rests").hasSize(2);
        line.pass(Duration.ofMinutes(1));
        handle(Fixture.config(), event("{\"rotate\": \"/acme/db\"}"));

        assertThat(store.all("/acme/db")).hasSize(3);
    }

    @Test
    void aRollbackGoesThroughThePendingValueAndTheTarget() throws IOException {
        handle(Fixture.config(), SCHEDULED);
        line.pass(Duration.ofMinutes(1));
        line.calls().clear();

        handle(Fixture.config(), event("{\"rollback\": \"/acme/db\"}"));

        assertThat(store.newest("/acme/db").sameAs(store.all("/acme/db").getFirst()))
                .isTrue();
        assertThat(database.passwords).containsEntry("app", CANARY);
        assertThat(line.calls()).containsSubsequence("begin", "set", "write", "tell", "end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rotaet': '/acme/db'} | event: detail.rotaet: \"/acme/db\": unknown key; known here: dryRun, at, rotate, rollback, resume",
                "{'rotate': 'acme'} | event: detail.rotate: \"acme\": expected a parameter's full name, such as /acme/prod/db",
                "{'rotate': '/acme/db', 'rollback': '/acme/db'} | event: detail.rollback: \"/acme/db\": goes without rotate: one of them",
                "{'rotate': '/acme/none'} | event: detail.rotate: \"/acme/none\": expected an opted-in parameter below the settings' paths",
                "{'rollback': '/acme/none'} | event: detail.rollback: \"/acme/none\": expected an opted-in parameter below the settings' paths"
            })
    void aBrokenEventTouchesNothing(String detail, String message) {
        assertThatThrownBy(() -> handle(Fixture.config(), event(detail.replace('\'', '"'))))
                .hasMessage(message);
        assertThat(line.calls()).doesNotContain("read", "begin", "write");
    }

    @ParameterizedTest
    @CsvSource({
        "scheduled, 2 rotated",
        "manual, 2 rotated",
        "dry-run, 2 would be rotated",
        "rotate, 1 rotated",
        "rollback, 1 refused",
        "resume, {}",
        "misspelled, 'event: detail.rotaet: \"/acme/prod/orders\": unknown key; known here: dryRun, at, rotate, rollback'"
    })
    void everyEventFileHasItsAnswer(String file, String answer) throws IOException {
        put("/acme/prod/orders", "random");
        line.pass(Duration.ofDays(31));
        Path events = Path.of(System.getProperty("nightshift.root"), "events", "parameter-store-rotator");
        try (Stream<Path> files = Files.list(events)) {
            assertThat(files).hasSize(7);
        }
        String event = Files.readString(events.resolve(file + ".json"))
                .replace("<aws.scheduler.scheduled-time>", line.now().toString())
                .replace("/example/", "/acme/");
        String said;
        try {
            said = handle(Fixture.config(), event);
        } catch (SettingsException e) {
            said = String.valueOf(e.getMessage());
        }

        assertThat(said).contains(answer);
    }

    @Test
    void aStaleRunLooksAtNothing() throws IOException {
        assertThat(handle(Fixture.config(), SCHEDULED.replace("12-22", "12-19")))
                .contains("\"staleBy\":\"PT72H\"");
        assertThat(line.calls()).isEmpty();
    }

    @Test
    void withoutTimeToFinishNothingIsBegun() throws IOException {
        when(context.getRemainingTimeInMillis()).thenReturn(80_000);
        put("/acme/token", "random");
        line.pass(Duration.ofDays(31));

        assertThat(handle(Fixture.config(), event("{}"))).contains("\"verdict\":\"2 deferred\"");
        assertThat(line.calls()).doesNotContain("begin", "write", "set");
    }

    @Test
    void theFirstTwoOfAStrategyAreTheCanariesForTheRest() throws IOException {
        put("/acme/db2", "postgres");
        put("/acme/db3", "postgres");
        put("/acme/token", "random");
        line.pass(Duration.ofDays(31));
        database = new FakeDatabase(line, false, new Random(5), Fixture.config().passwords());

        assertThatThrownBy(() -> handle(Fixture.config(), event("{}")))
                .hasMessage(
                        "new fault: /acme/db3: held up since 2027-01-22T04:10:00Z: /acme/db and /acme/db2 of its strategy"
                                + " failed right before: the target refuses the live credential and every other that is"
                                + " kept");

        assertThat(sinks).singleElement().asString().contains("\"verdict\":\"2 frozen, 1 rotated, 1 deferred\"");
        assertThat(line.calls().stream().filter("test"::equals))
                .as("one login each")
                .hasSize(2);
    }

    @Test
    void aRunThatOnlyResumesTakesOneCallWhenNothingIsHalfDoneAndFinishesWhatIs() throws IOException {
        line.pass(Duration.ofDays(31));
        String resume = "{\"source\": \"nightshift\", \"time\": \"%s\", \"detail\": {\"resume\": true}}";
        RotatorConfig config = Fixture.config("\"dryRun\": false, \"soleActor\": true");

        assertThat(handle(config, resume.formatted(line.now()))).isEqualTo("{}");
        assertThat(line.calls()).containsExactly("pending");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).isEmpty();

        line.breakEach("set", FakeStore.Line.Break.LOST);
        assertThatThrownBy(() -> handle(config, event("{}"))).hasMessageContaining("/acme/db");
        line.mend();
        line.pass(Duration.ofMinutes(2));
        assertThat(handle(config, resume.formatted(line.now()))).contains("\"verdict\":\"1 rotated\"");
        assertThat(store.isAnythingPending()).isFalse();
    }

    /// Every way in which a call can go wrong, and every place where a person could read something.
    @Test
    void noSinkKnowsAnyValue() {
        for (int call = 0; call < 12; call++) {
            for (FakeStore.Line.Break how : EnumSet.allOf(FakeStore.Line.Break.class)) {
                line.calls().clear();
                line.breakAt(call, how);
                try {
                    sinks.add(handle(
                            Fixture.config("\"dryRun\": false, \"soleActor\": true"),
                            event("{\"rotate\": \"/acme/db\"}")));
                } catch (FakeStore.Line.Death | IOException | RuntimeException e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    sinks.add(trace.toString());
                }
                line.mend();
                line.pass(Duration.ofDays(1));
            }
        }
        sinks.add(metrics.toString(StandardCharsets.UTF_8));
        List<String> values = new ArrayList<>(store.all("/acme/db").stream()
                .map(secret ->
                        JsonField.read(secret).orElseThrow().text("password").orElseThrow())
                .toList());
        assertThat(values).hasSizeGreaterThan(1).contains(CANARY);
        for (String value : values) {
            assertThat(sinks).noneMatch(sink -> sink.contains(value) || sink.contains(value.substring(0, 8)));
        }
    }
}
