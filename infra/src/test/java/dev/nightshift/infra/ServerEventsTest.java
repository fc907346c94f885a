package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lanes of the exporter's events as they are deployed, by the template: which event takes which, and how fast it
/// is.
class ServerEventsTest {
    private static final Assembly ASSEMBLY = Assembly.of("""
            site: acme-prod
            zone: Europe/Berlin
            functions:
              asg-live-ip-exporter:
                outputs:
                  shop:
                    groups: [shop-blue]
                    targetGroups: [shop-http]
                    services: [shop/web]
                    publish: [{to: s3, key: live/shop, format: plain}]
                  tagged:
                    instances: {Service: shop}
                    publish: [{to: s3, key: live/tagged, format: plain}]
            """);
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("nightshift.root")));
    private static final String LAUNCHES = "events";
    private static final String TERMINATIONS = "terminations.fifo";

    private static final double LONGEST_RUN = 6;

    /// A warm function's run, generously: 20,000 servers in 1,000 groups take 13 seconds when it is cold.
    private static final LaneSimulation.RunTime WARM = random -> 1 + (LONGEST_RUN - 1) * random.nextDouble();

    /// What EventBridge takes to deliver an event, generously: half a second is typical.
    private static final double DELIVERY = 2;

    private static final double COLD_START = 8;

    @ParameterizedTest
    @CsvSource({
        "launch-batch,              events",
        "terminate-batch,           terminations.fifo",
        "terminate-lifecycle-batch, terminations.fifo",
        "spot-interruption-batch,   terminations.fifo",
        "rebalance-batch,           terminations.fifo",
        "state-change-batch,        terminations.fifo",
        "deregister-batch,          terminations.fifo",
        "task-state-batch,          terminations.fifo"
    })
    void eachKindOfEventTakesItsLane(String file, String lane) throws IOException {
        assertThat(lanes(event(file))).containsExactly(lane);
    }

    @ParameterizedTest
    @CsvSource({
        "launch-batch,       shop-blue,     shop-green,   ''",
        "terminate-batch,    shop-blue,     shop-green,   ''",
        "deregister-batch,   shop-http,     shop-https,   ''",
        "deregister-batch,   DeregisterTargets, RegisterTargets, ''",
        "task-state-batch,   service:web,   service:cart, ''",
        "task-state-batch,   STOPPED,       RUNNING,      events",
        "state-change-batch, shutting-down, running,      events",
        "state-change-batch, shutting-down, pending,      ''"
    })
    void whatConcernsNobodyTakesNone(String file, String said, String instead, String lane) throws IOException {
        String event = Json.write(event(file));
        assertThat(event).contains(said);

        assertThat(lanes((Map<?, ?>) Json.parse("event", event.replace(said, instead))))
                .isEqualTo(lane.isEmpty() ? Set.of() : Set.of(lane));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoGoesIsOutOfTheListWithinHalfAMinuteAndWhoComesHasTime(long seed) {
        Random random = new Random(seed);
        double[] arrivals = random.doubles(5_000, 0, 86_400).sorted().toArray();

        double terminations =
                DELIVERY + terminations().run(arrivals, WARM, random).percentile(0.99);
        double launches = DELIVERY + launches().run(arrivals, WARM, random).percentile(0.99);

        assertThat(terminations).as("seed " + seed).isLessThanOrEqualTo(30);
        // A cold one has looked at nothing, and waits for nothing.
        assertThat(DELIVERY + COLD_START + LONGEST_RUN).isLessThanOrEqualTo(30);
        assertThat(launches).as("seed " + seed).isGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aStormIsAFewLooksAndEachEventIsDoneWithinHalfAMinute(long seed) {
        Random random = new Random(seed);
        for (int seconds : List.of(1, 10, 60)) {
            double[] arrivals = random.doubles(1_000, 0, seconds).sorted().toArray();

            OrderedLaneSimulation.Outcome storm = terminations().run(arrivals, WARM, random);

            assertThat(storm.looks())
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(2 + seconds / (int) LiveIpsConfig.LOOKS_APART.toSeconds());
            assertThat(DELIVERY + storm.percentile(0.99)).as("seed " + seed).isLessThanOrEqualTo(30);
        }
    }

    /// What comes on top on the reader's machine.
    @Test
    void theReaderLooksForANewListEveryMinute() throws IOException {
        Path timer = ROOT.resolve(Path.of("functions", LiveIpsConfig.NAME, "reader", "nightshift-live-ips.timer"));

        assertThat(Files.readString(timer)).contains("OnUnitActiveSec=1min", "AccuracySec=1s");
    }

    private static LaneSimulation launches() {
        Map<String, Object> mapping = mapping(LAUNCHES);
        Map<String, Object> queue = Assembly.properties(
                Objects.requireNonNull(ASSEMBLY.resources("AWS::SQS::Queue").get(queueId(LAUNCHES))));
        return new LaneSimulation(
                number(queue.get("DelaySeconds")),
                number(mapping.get("MaximumBatchingWindowInSeconds")),
                (int) number(mapping.get("BatchSize")),
                (int) number(
                        ((Map<?, ?>) Objects.requireNonNull(mapping.get("ScalingConfig"))).get("MaximumConcurrency")));
    }

    private static OrderedLaneSimulation terminations() {
        return new OrderedLaneSimulation(
                (int) number(mapping(TERMINATIONS).get("BatchSize")), LiveIpsConfig.LOOKS_APART.toSeconds());
    }

    private static Map<String, Object> mapping(String lane) {
        String queue = queueId(lane);
        return ASSEMBLY.resources("AWS::Lambda::EventSourceMapping").values().stream()
                .map(Assembly::properties)
                .filter(one -> one.get("EventSourceArn") instanceof Map<?, ?> arn
                        && List.of(queue, "Arn").equals(arn.get("Fn::GetAtt")))
                .findFirst()
                .orElseThrow();
    }

    private static double number(@Nullable Object value) {
        return Double.parseDouble(String.valueOf(value));
    }

    private static String queueId(String name) {
        return ASSEMBLY.idWhere("AWS::SQS::Queue", "QueueName", "nightshift-acme-prod-asg-live-ip-exporter-" + name);
    }

    private static Map<?, ?> event(String file) throws IOException {
        Path path = ROOT.resolve(Path.of("events", LiveIpsConfig.NAME, file + ".json"));
        Map<?, ?> batch = (Map<?, ?>) Json.parse(file, Files.readString(path));
        Map<?, ?> record = (Map<?, ?>) ((List<?>) Objects.requireNonNull(batch.get("Records"))).getFirst();
        return (Map<?, ?>) Json.parse(file, String.valueOf(record.get("body")));
    }

    /// The lanes that the rules choose for an event.
    private static Set<String> lanes(Map<?, ?> event) {
        Set<String> lanes = new TreeSet<>();
        for (Map<?, ?> rule : ASSEMBLY.resources("AWS::Events::Rule").values()) {
            Map<String, Object> properties = Assembly.properties(rule);
            if (matches((Map<?, ?>) Objects.requireNonNull(properties.get("EventPattern")), event)) {
                String targets = String.valueOf(properties.get("Targets"));
                Stream.of(LAUNCHES, TERMINATIONS)
                        .filter(lane -> targets.contains(queueId(lane)))
                        .forEach(lanes::add);
            }
        }
        return lanes;
    }

    /// The part of EventBridge's patterns that is used here: equal values, wildcards and keys within keys.
    private static boolean matches(Map<?, ?> pattern, Map<?, ?> event) {
        return pattern.entrySet().stream()
                .allMatch(wanted -> isMatched(Objects.requireNonNull(wanted.getValue()), event.get(wanted.getKey())));
    }

    private static boolean isMatched(Object wanted, @Nullable Object value) {
        return switch (wanted) {
            case Map<?, ?> inner -> value instanceof Map<?, ?> map && matches(inner, map);
            case List<?> oneOf -> oneOf.stream().anyMatch(one -> isOne(Objects.requireNonNull(one), value));
            default -> throw new IllegalArgumentException("no pattern: " + wanted);
        };
    }

    private static boolean isOne(Object wanted, @Nullable Object value) {
        if (!(wanted instanceof Map<?, ?> filter)) {
            return wanted.equals(value);
        }
        assertThat(filter.keySet()).hasToString("[wildcard]");
        List<String> parts = new ArrayList<>();
        for (String part : String.valueOf(filter.get("wildcard")).split("\\*", -1)) {
            parts.add(Pattern.quote(part));
        }
        return String.valueOf(value).matches(String.join(".*", parts));
    }
}
