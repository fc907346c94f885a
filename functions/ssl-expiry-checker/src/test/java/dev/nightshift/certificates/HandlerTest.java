package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static dev.nightshift.certificates.Fixture.served;
import static dev.nightshift.certificates.Fixture.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.S3Bucket;
import dev.nightshift.tls.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Runs with a scripted network, whose state and reports are in S3 over real HTTP.
class HandlerTest {
    private static final String STATE = Handler.PREFIX + "state.json";
    private static final String CONFIG = """
            {"zone": "UTC", "endpoints": ["a.test"], "sources": ["s3://lists/targets.txt"],
             "metricsFor": ["a.test:443"]}""";

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(NOW));
    private final S3Bucket bucket = aws.s3("eu-central-1").bucket("reports");
    private final S3Bucket lists = aws.s3("eu-central-1").bucket("lists");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final S3Client s3 = clients.build(S3Client.builder());
    private final Context context = mock(Context.class);
    private final List<Digest> told = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();

    private Consumer<Digest> topic = told::add;
    private Function<Instant, List<Verdict>> world = at -> List.of(served("a.test", 60, at));
    private Instant clock = NOW;

    @BeforeEach
    void aListAndOneRunBefore() throws IOException {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-checker:live");
        lists.put("targets.txt", "b.test\n");
        run();
        assertThat(told)
                .singleElement()
                .satisfies(
                        first -> assertThat(first.sections().getFirst().rows().getFirst())
                                .contains("state"));
        told.clear();
        metrics.reset();
    }

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        s3.close();
        aws.close();
    }

    @Test
    void aHealthyRunIsQuietAndLeavesReportsAndMetrics() throws IOException {
        run();

        assertThat(told).isEmpty();
        assertThat(text("report.json")).contains("\"endpoint\":\"a.test:443\"", "\"daysRemaining\":60");
        assertThat(text("report.html")).startsWith("<!DOCTYPE html>");
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Runs\":1,\"Notice\":0,\"Warning\":0,\"Critical\":0,\"Expired\":0,\"Unreachable\":0,\"DaysRemaining\":60,\"DaysRemaining a.test:443\":60}\n");
    }

    @Test
    void anEndingCertificateIsToldOnceAndItsRenewalOnce() throws IOException {
        world = at -> List.of(served("a.test", 10, at));
        run();
        run();
        world = at -> List.of(served("a.test", 80, at));
        run();
        run();
        run();

        assertThat(told).extracting(Digest::verdict).containsExactly("1 warning", "1 resolved");
        assertThat(told.getFirst().sections().getFirst().rows())
                .containsExactly(List.of("a.test", "10 d left, 12 Jun 2026 00:00", "a.test:443", ""));
    }

    @Test
    void aDryRunSaysWhatIsWrongAndTellsAndWritesNothing() throws IOException {
        world = at -> List.of(served("a.test", -2, at));
        int versions = bucket.versions(STATE).size();

        String result = run("{\"dryRun\": true}");

        assertThat(result).contains("\"verdict\":\"1 expired\"", "\"dryRun\":true");
        assertThat(told).isEmpty();
        assertThat(bucket.versions(STATE)).hasSize(versions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"v\":2,\"memories\":{}}", "{\"v\":1,\"memories\":{\"a\":{\"told\":\"LOUD\"}}}"})
    void aStateThatCannotBeReadIsToldAndKeptAndCostsOneRepeatedMessage(String damaged) throws IOException {
        world = at -> List.of(served("a.test", 10, at));
        run();
        bucket.put(STATE, damaged);
        run();
        run();

        assertThat(told).extracting(Digest::verdict).containsExactly("1 warning", "1 warning, 1 notice");
        assertThat(text("state-unreadable.json")).isEqualTo(damaged);
    }

    @Test
    void aSourceThatCannotBeReadHidesNothingIsToldOnceAndFailsTheInvocation() throws IOException {
        aws.faults()
                .on("s3", "GetObject")
                .where(asked -> "lists".equals(asked.get("Bucket")))
                .with(new Fault.Refused(403, "AccessDenied", "Access Denied"));

        assertThatThrownBy(this::run).hasMessageContaining("could not be read: s3://lists/targets.txt: Access Denied");
        assertThatThrownBy(this::run).hasMessageContaining("Access Denied");
        aws.faults().clear();
        run();
        run();

        assertThat(told).extracting(Digest::verdict).containsExactly("1 warning", "1 resolved");
        assertThat(text("report.json")).contains("a.test:443");
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":0");
    }

    @Test
    void badLinesOfASourceAreToldWithTheirNumberAndTheOthersAreProbed() throws IOException {
        lists.put("targets.txt", "b.test\n\nb..test\nmail.test:25\n");
        run();

        assertThat(told.getFirst().sections().getFirst().rows())
                .extracting(row -> row.get(2) + " | " + row.get(3))
                .containsExactly(
                        "s3://lists/targets.txt: b..test | line 3: expected a host name or an IP address",
                        "s3://lists/targets.txt: mail.test:25 | line 4: AWS blocks port 25 for functions outside a VPC: use 587, or set allowPort25: true");
        assertThat(text("report.json")).contains("\"line\":3");
    }

    @Test
    void anEmptyListIsAnError() {
        lists.put("targets.txt", "# nothing\n");

        assertThatThrownBy(this::run).hasMessage("could not be read: s3://lists/targets.txt: names no endpoint");
    }

    @Test
    void theThirdRunWithoutAnAnswerIsTold() throws IOException {
        world = at -> List.of(unreachable("a.test"));
        run();
        run();
        assertThat(told).isEmpty();
        run();

        assertThat(told.getFirst().sections().getFirst().rows())
                .containsExactly(List.of(
                        "a.test",
                        "60 d left, 1 Aug 2026 00:00",
                        "a.test:443",
                        "UNREACHABLE: DNS_TIMEOUT: no answer within 5000 ms"));
    }

    /// Each call that changes something is broken off before it was done, and after.
    @ParameterizedTest
    @CsvSource({
        "topic, before, 1", "topic, after, 2",
        "state, before, 2", "state, after, 1",
        "report, before, 1", "report, after, 1"
    })
    void aRunThatBreaksOffLosesNothingAndRepeatsAtMostOneMessage(String call, String when, int messages)
            throws IOException {
        world = at -> List.of(served("a.test", 10, at));
        if (call.equals("topic")) {
            topic = digest -> {
                if (when.equals("after")) {
                    told.add(digest);
                }
                throw new IllegalStateException("crash");
            };
        } else {
            String object = call.equals("state") ? "state.json" : "report.json";
            aws.faults()
                    .on("s3", "PutObject")
                    .where(asked -> asked.getOrDefault("Key", "").endsWith(object))
                    .with(when.equals("before") ? Fault.internalError() : new Fault.ReplyLost());
        }
        try {
            run();
        } catch (RuntimeException crash) {
            // That is the case.
        }
        aws.faults().clear();
        topic = told::add;
        run();
        run();

        assertThat(told).extracting(Digest::verdict).hasSize(messages).containsOnly("1 warning");
    }

    /// As the schedule sends it, and as people do.
    @ParameterizedTest
    @ValueSource(strings = {"scheduled", "manual", "dry-run", "dry-run-at"})
    void everyEventFileIsAnswered(String name) throws IOException {
        Path file = Path.of("..", "..", "events", "ssl-expiry-checker", name + ".json");
        String event = Files.readString(file).replace("<aws.scheduler.scheduled-time>", clock.toString());

        assertThat(send(event))
                .contains("\"dryRun\":" + name.startsWith("dry-run"))
                .contains(name.equals("dry-run-at") ? "\"at\":\"2026-11-27T17:00:00Z\"" : "\"at\":\"" + clock);
    }

    private String run() throws IOException {
        return run("{}");
    }

    /// An hour after the one before.
    private String run(String detail) throws IOException {
        clock = clock.plus(Duration.ofHours(1));
        return send("{\"source\": \"nightshift\", \"time\": \"" + clock + "\", \"detail\": " + detail + "}");
    }

    private String send(String event) throws IOException {
        CheckerConfig config = Fixture.config(CONFIG);
        Lookout lookout =
                new Lookout(config, (targets, at) -> world.apply(at), new AwsSources(clients)::read, List.of());
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Handler handler = new Handler(
                config,
                lookout,
                Store.in(s3, "reports", Handler.PREFIX),
                digest -> topic.accept(digest),
                () -> clock,
                out);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    private String text(String name) {
        return bucket.object(Handler.PREFIX + name).orElseThrow().text();
    }
}
