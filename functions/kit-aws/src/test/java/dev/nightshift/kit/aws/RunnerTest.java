package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.Reach;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class RunnerTest {
    private static final Instant DUE = Instant.parse("2026-11-20T17:00:00Z");
    private static final Digest DIGEST =
            new Digest("f", "1", "r", DUE, ZoneOffset.UTC, false, Severity.INFO, "1 done", List.of());

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);
    private Consumer<Digest> topic = digest -> calls.add("notify " + digest.verdict());
    private Instant clock = DUE.plusSeconds(40);

    @BeforeEach
    void fiveMinutes() {
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:f:live");
        when(context.getRemainingTimeInMillis()).thenReturn(300_000);
    }

    private String run(Job<String> job) throws IOException {
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Resources resources = new Resources(
                new Clients(
                                Region.EU_CENTRAL_1,
                                AnonymousCredentialsProvider.create(),
                                Optional.of(URI.create("http://127.0.0.1:1")))
                        .bucket("unreachable"),
                () -> Pauses.NONE,
                digest -> topic.accept(digest),
                () -> clock,
                out);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String event = "{\"source\": \"nightshift\", \"time\": \"" + DUE + "\"}";
        Runner.looking(resources, Duration.ofMinutes(10))
                .run(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        answer,
                        context,
                        payload -> Invocation.read(payload, detail -> "", ""),
                        job);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private Result result(Reach reach) {
        return new Result(
                DIGEST, DIGEST, List.of(DIGEST), () -> calls.add("store"), reach, line -> line.count("Done", 1));
    }

    private static Reach begun(String fault) {
        return new Reach(false, false, List.of(fault), List.of(), List.of(fault));
    }

    private void assertCounted(String counts) {
        assertThat(metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Function\":\"f\"," + counts + "}\n");
    }

    @Test
    void aRunNotifiesThenStoresThenAnswers() throws IOException {
        assertThat(run(call -> result(Reach.ALL))).contains("\"verdict\":\"1 done\"");

        assertThat(calls).containsExactly("notify 1 done", "store");
        assertCounted("\"Runs\":1,\"Complete\":1,\"Done\":1");
    }

    @Test
    void aRunThatFailsByTheRuleHasComeToItsEnd() {
        assertThatThrownBy(() -> run(call -> result(begun("eu-west-1: no route"))))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("new fault: eu-west-1: no route");

        assertThat(calls).containsExactly("notify 1 done", "store");
        assertCounted("\"Runs\":1,\"Complete\":0,\"Done\":1");
    }

    @Test
    void whenNobodyCanBeNotifiedNothingIsStoredAndTheRunFails() {
        topic = digest -> {
            throw new IllegalStateException("AuthorizationError");
        };

        assertThatThrownBy(() -> run(call -> result(Reach.ALL)))
                .hasMessage("cannot wait for the next scheduled run: people could not be notified: AuthorizationError");

        assertThat(calls).isEmpty();
        assertCounted("\"Runs\":1,\"Complete\":0,\"Done\":1");
    }

    @Test
    void whatCannotBeStoredFailsTheRunAfterPeopleWereNotified() {
        Runnable refused = () -> {
            throw new IllegalStateException("AccessDenied");
        };

        assertThatThrownBy(() -> run(call ->
                        new Result(DIGEST, DIGEST, List.of(DIGEST), refused, Reach.ALL, line -> line.count("Done", 1))))
                .hasMessageEndingWith("what the next run has to know could not be stored: AccessDenied");

        assertThat(calls).containsExactly("notify 1 done");
    }

    @Test
    void aRunThatAnExceptionEndsCountsAsNone() {
        assertThatThrownBy(() -> run(call -> {
                    throw new ArithmeticException("a bug");
                }))
                .hasMessage("a bug");

        assertCounted("\"Runs\":0,\"Complete\":0");
    }

    @Test
    void aStaleRunDoesNothingAndSaysSoInOneForm() throws IOException {
        clock = DUE.plus(Duration.ofHours(1));

        assertThat(run(call -> result(Reach.ALL))).isEqualTo("{\"v\":1,\"staleBy\":\"PT1H\"}");
        assertThat(calls).isEmpty();
        assertCounted("\"Stale\":1");
    }

    @Test
    void timeIsKeptForNotifyingAndNoWaitRaisesTheAlarm() throws IOException {
        run(call -> {
            calls.add(call.remaining() + " " + call.remainingForPacing());
            return result(Reach.ALL);
        });

        assertThat(calls).startsWith("PT4M30S PT3M30S");
    }
}
