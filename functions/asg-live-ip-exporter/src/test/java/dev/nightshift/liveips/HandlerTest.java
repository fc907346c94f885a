package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
    private static final String SCHEDULED =
            "{\"source\": \"nightshift\", \"time\": \"2026-11-22T12:00:00Z\", \"detail\": {}}";
    private static final String LIST = "s3 live/shop.json";

    private final Map<String, String> stored = new TreeMap<>();
    private final List<Digest> told = new ArrayList<>();
    private final ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);
    private Look look = look(
            List.of(group("shop-blue", 2, "i-1", "i-2")),
            machine("i-1", "running", "10.0.0.1"),
            machine("i-2", "running", "10.0.0.2"));
    private int looks;
    private Instant clock = NOON.plusSeconds(40);

    @BeforeEach
    void itIsDeployed() {
        when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:eu-central-1:123456789012:function:acme-live-ips:live");
    }

    /// Keeps texts by name; its token is the text.
    private final Sinks sinks = new Sinks() {
        @Override
        public Sink of(Destination destination) {
            return named(destination.toString());
        }

        @Override
        public Sink manifest(Output output) {
            return named(output.manifestKey());
        }

        private Sink named(String name) {
            return new Sink() {
                @Override
                public Reading read() {
                    return new Reading.Held(Optional.ofNullable(stored.get(name)), "a token");
                }

                @Override
                public Writing write(String body, String token) {
                    stored.put(name, body);
                    return new Writing.Done();
                }
            };
        }
    };

    private String handle(LiveIpsConfig config, String event) throws IOException {
        Scout scout = (place, outputs, published) -> {
            looks++;
            return look;
        };
        PrintStream out = new PrintStream(metrics, true, StandardCharsets.UTF_8);
        Handler handler = new Handler(config, scout, sinks, told::add, () -> clock, out);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, context);
        return result.toString(StandardCharsets.UTF_8);
    }

    private static String batch(String... bodies) {
        return Json.write(Map.of(
                "Records",
                Stream.of(bodies)
                        .map(body -> Map.of("messageId", "1", "eventSource", "aws:sqs", "body", body))
                        .toList()));
    }

    private static String event(String group, String time, String origin, String destination) {
        return """
                {"version": "0", "source": "aws.autoscaling", "detail-type": "EC2 Instance Launch Successful",
                 "time": "%s", "detail": {"AutoScalingGroupName": "%s", "Origin": "%s", "Destination": "%s"}}
                """.formatted(time, group, origin, destination);
    }

    @Test
    void aScheduledRunPublishesTellsCountsAndAnswersWithTheWholeRun() throws IOException {
        String result = handle(config(), SCHEDULED);

        assertThat(Address.allIn(stored.getOrDefault(LIST, ""))).hasSize(2);
        assertThat(result).contains("\"verdict\":\"shop: 2 added\"", "\"function\":\"acme-live-ips\"");
        assertThat(metrics.toString(StandardCharsets.UTF_8))
                .endsWith("\"Function\":\"acme-live-ips\",\"Runs\":1,\"Added\":2,\"Removed\":0,\"Held\":0,"
                        + "\"Findings\":0,\"OldestFindingSeconds\":0}\n");
        assertThat(told)
                .singleElement()
                .satisfies(digest -> assertThat(DigestText.body(digest, 10))
                        .isEqualTo("""
                shop: 2 added

                acme-live-ips, account 123456789012, eu-central-1
                Sun 22 Nov 2026 13:00 Europe/Berlin (2026-11-22T12:00:00Z)

                Added (2)
                  shop  10.0.0.1  i-1  shop-blue  eu-central-1a
                  shop  10.0.0.2  i-2  shop-blue  eu-central-1a

                Published (1)
                  shop  s3 live/shop.json  2  %s
                """.formatted(Generation.of(stored.getOrDefault(LIST, "")))));
    }

    @Test
    void whatLeavesAListIsToldWithItsReason() throws IOException {
        handle(config(), SCHEDULED);
        told.clear();
        look = look(
                List.of(group("shop-blue", 1, "i-1")),
                machine("i-1", "running", "10.0.0.1"),
                machine("i-2", "terminated", "10.0.0.2"));

        handle(config(), SCHEDULED);

        assertThat(told)
                .singleElement()
                .satisfies(digest -> assertThat(DigestText.body(digest, 10))
                        .startsWith("shop: 1 removed\n")
                        .contains("Removed (1)\n  shop  10.0.0.2  i-2  shop-blue  is terminated\n"));
    }

    @Test
    void whatLastsIsToldOnceAndOnceADay() throws IOException {
        handle(config(), SCHEDULED);
        told.clear();
        look = look(List.of());

        List<Integer> messages = new ArrayList<>();
        for (String time : List.of("12:05", "12:10", "23:55")) {
            messages.add(toldAt("2026-11-22T" + time + ":00Z"));
        }
        for (String time : List.of("06:55", "07:00", "07:05")) {
            messages.add(toldAt("2026-11-23T" + time + ":00Z"));
        }

        assertThat(messages).as("08:00 is 07:00 in UTC").containsExactly(1, 0, 0, 0, 1, 0);
    }

    private int toldAt(String time) throws IOException {
        told.clear();
        clock = Instant.parse(time);
        handle(config(), SCHEDULED.replace("2026-11-22T12:00:00Z", time));
        return told.size();
    }

    @ParameterizedTest
    @CsvSource({"12:00, 0", "07:00, 1", "07:04, 1", "07:05, 0"})
    void aDryRunWritesNothingAndSpeaksOnceADay(String time, int messages) throws IOException {
        clock = Instant.parse("2026-11-22T" + time + ":00Z");

        String result =
                handle(config(), SCHEDULED.replace("{}", "{\"dryRun\": true}").replace("T12:00", "T" + time));

        assertThat(stored).isEmpty();
        assertThat(result).contains("\"verdict\":\"shop: 2 would be added\"");
        assertThat(told).hasSize(messages);
        assertThat(metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Runs\":1}\n");
    }

    @Test
    void aStaleRunLooksAtNothingAndSaysSo() throws IOException {
        assertThat(handle(config(), SCHEDULED.replace("T12:00", "T11:00"))).contains("\"staleBy\":\"PT1H40S\"");
        assertThat(looks).isZero();
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Stale\":1");
    }

    @Test
    void aBurstOfEventsIsOneRun() throws IOException {
        String[] events = Stream.generate(() -> event("shop-blue", "2026-11-22T11:59:00Z", "EC2", "AutoScalingGroup"))
                .limit(50)
                .toArray(String[]::new);

        handle(config(), batch(events));

        assertThat(looks).isEqualTo(1);
        assertThat(told).hasSize(1);
        assertThat(handle(config(), batch(events))).contains("\"verdict\":\"nothing to do\"");
        assertThat(looks).as("the manifest is newer than the newest event").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, AutoScalingGroup, WarmPool,         2",
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              WarmPool,         1",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         EC2,              1",
        "shop-other, 2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 1",
        "shop-blue,  2026-11-22T11:00:00Z, EC2,              AutoScalingGroup, 1",
    })
    void onlyNewsOfAGroupsServersIsAReasonToLook(
            String group, String time, String origin, String destination, int looked) throws IOException {
        handle(config(), SCHEDULED);

        handle(config(), batch(event(group, time, origin, destination)));

        assertThat(looks).isEqualTo(looked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no JSON", "[]", "{}", "{\"time\": \"yesterday\", \"detail\": {\"AutoScalingGroupName\": \"a\"}}"
            })
    void anEventThatCannotBeReadIsLeftToTheSchedule(String body) throws IOException {
        handle(config(), batch(body));

        assertThat(looks).isZero();
    }

    @Test
    void aRunThatSeesNoGroupFailsAfterTelling() {
        look = new Look(
                Map.of(),
                Set.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(new Finding("Auto Scaling in its own region", "could not be asked: AccessDenied: no")));

        assertThatThrownBy(() -> handle(config(), SCHEDULED)).hasMessage("shop: no group could be read");
        assertThat(told).hasSize(1);
        assertThat(metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":0");
    }

    @Test
    void aManifestOfALaterVersionFailsTheRunAndChangesNothing() {
        stored.put("state/asg-live-ip-exporter/shop.json", "{\"v\": 2}");

        assertThatThrownBy(() -> handle(config(), SCHEDULED)).hasMessageContaining("v: \"2\": expected version 1");
        assertThat(stored).containsOnlyKeys("state/asg-live-ip-exporter/shop.json");
    }

    @Test
    void theEventFilesAreTakenAsTheyAre() throws IOException {
        Path events =
                Path.of(Objects.requireNonNull(System.getProperty("nightshift.root")), "events/asg-live-ip-exporter");

        handle(config(), Files.readString(events.resolve("launch-batch.json")));
        handle(config(), Files.readString(events.resolve("manual.json")));
        handle(config(), Files.readString(events.resolve("dry-run.json")));

        assertThat(looks).isEqualTo(3);
        assertThatThrownBy(() -> handle(config(), Files.readString(events.resolve("misspelled.json"))))
                .hasMessageContaining("detail.dryrun: \"true\": unknown key");
    }
}
