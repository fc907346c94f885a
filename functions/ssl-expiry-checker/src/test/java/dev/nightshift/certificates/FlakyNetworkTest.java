package dev.nightshift.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.FlakyNetwork.Kind;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.plan.Sights;
import dev.nightshift.certificates.report.Telling;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.certificates.state.Memory;
import dev.nightshift.certificates.state.News;
import dev.nightshift.certificates.state.State;
import dev.nightshift.tls.Limits;
import dev.nightshift.tls.Prober;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A thousand endpoints, hour after hour, over a network that breaks connections. `-Dflaky.runs=100 -Dflaky.seed=7`
/// plays more, or others.
class FlakyNetworkTest {
    private static final int ENDPOINTS = 1_000;
    private static final CheckerConfig CONFIG = Fixture.config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"]}");

    /// The run that first reported each endpoint.
    private final Map<String, Integer> reported = new HashMap<>();

    private final Map<String, Kind> kinds = new HashMap<>();
    private int broken;
    private int criticals;
    private SortedMap<String, Memory> memories = new TreeMap<>();

    @Test
    void aBrokenConnectionIsNeverAnAlarmAndAWrongEndpointAlwaysIs() throws InterruptedException {
        int runs = Integer.getInteger("flaky.runs", 10);
        long seed = Long.getLong("flaky.seed", 1);
        play(new FlakyNetwork(seed, 0.02), runs);

        Map<Kind, Map<Integer, Integer>> first = new EnumMap<>(Kind.class);
        reported.forEach((key, run) ->
                first.computeIfAbsent(kinds.get(key), _ -> new TreeMap<>()).merge(run, 1, Integer::sum));
        System.out.printf(
                "FLAKY seed %d: %d runs of %d endpoints, %d broke twice; criticals of healthy ones %d;%n"
                        + "endpoints by the run that first reported them: %s%n",
                seed, runs, ENDPOINTS, broken, criticals, first);
        assertThat(criticals).isZero();
        assertThat(first).doesNotContainKey(Kind.HEALTHY);
        kinds.forEach((key, kind) ->
                assertThat(reported.getOrDefault(key, 0)).as(kind + " " + key).isLessThanOrEqualTo(latest(kind)));
        assertThat(reported).hasSize(ENDPOINTS / 20);
    }

    private static int latest(Kind kind) {
        return switch (kind) {
            case HEALTHY -> 0;
            case EXPIRED, OTHER_NAME, UNTRUSTED, ALERTS_AFTER_ITS_CERTIFICATE -> 2;
            case RESETS_EVERY_HELLO, CLOSES_AFTER_ITS_CERTIFICATE, ALERTS, SILENT, NO_STARTTLS -> 2;
            case REFUSES_CONNECTIONS, ANSWERS_NOBODY, HAS_NO_ADDRESS -> 3;
        };
    }

    private void play(FlakyNetwork network, int runs) throws InterruptedException {
        List<Target> targets = FlakyNetwork.targets(ENDPOINTS);
        targets.forEach(target -> kinds.put(target.label(), FlakyNetwork.kind(target)));
        for (int run = 1; run <= runs; run++) {
            Instant now = Fixture.NOW.plus(Duration.ofHours(run));
            List<Verdict> verdicts = verdicts(network, targets, now);
            network.next();
            List<Sight> sights = Sights.of(CONFIG, Fixture.look(verdicts, List.of()));
            Telling telling = Telling.of(memories, sights, now);
            for (News news : telling.news()) {
                reported.putIfAbsent(news.key(), run);
            }
            verdicts.stream()
                    .filter(verdict -> kinds.get(verdict.target().label()) == Kind.HEALTHY)
                    .forEach(this::count);
            memories = State.read(State.write(telling.memories()));
        }
    }

    private void count(Verdict verdict) {
        broken += verdict.headline().equals("OK") ? 0 : 1;
        criticals += verdict.severity() == Severity.CRITICAL ? 1 : 0;
    }

    private static List<Verdict> verdicts(FlakyNetwork network, List<Target> targets, Instant now)
            throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Prober prober = new Prober(Limits.DEFAULT, network.names(), network.connections())) {
            prober.probe(targets, seen -> verdicts.add(seen.judge(now)));
        }
        return verdicts;
    }
}
