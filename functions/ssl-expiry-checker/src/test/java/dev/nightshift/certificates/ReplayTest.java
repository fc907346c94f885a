package dev.nightshift.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.model.Known;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.report.Item;
import dev.nightshift.certificates.report.Telling;
import dev.nightshift.certificates.state.Memory;
import dev.nightshift.certificates.state.State;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.expiry.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Runs, one an hour, whose state travels from one to the next as text.
class ReplayTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAY = 24;
    private static final Known LASTING = new Known("lasting", "a.test", BEGIN, BEGIN.plus(Duration.ofDays(390)));

    private final List<String> told = new ArrayList<>();
    private SortedMap<String, Memory> memories = new TreeMap<>();

    @Test
    void aCertificateThatIsRenewedProperlyIsNeverSpokenOf() {
        replay(0, 400 * DAY, hour -> List.of(seen("a.test", renewedEvery(31, hour))));

        assertThat(told).isEmpty();
    }

    /// Of 47 days NOTICE comes 11.75, WARN 5.64 and CRIT 2.35 days before the end.
    @Test
    void aFailedRenewalIsToldTierByTierAndThenOnceADay() {
        replay(0, 400 * DAY, hour -> List.of(seen("a.test", renewedEvery(400, hour))));

        Stream<String> everyDayAfter = IntStream.range(0, 400 - 47)
                .mapToObj(day -> Instant.parse("2026-02-17T01:00:00Z").plus(Duration.ofDays(day)) + " EXPIRED 1");
        assertThat(told)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(
                                        "2026-02-05T06:00:00Z NOTICE 1",
                                        "2026-02-11T09:00:00Z WARN 1",
                                        "2026-02-14T16:00:00Z CRIT 1",
                                        "2026-02-15T16:00:00Z CRIT 1",
                                        "2026-02-16T16:00:00Z CRIT 1"),
                                everyDayAfter)
                        .toList());
    }

    @Test
    void aLateRenewalEndsWhatWasToldAfterTwoCleanRuns() {
        replay(0, 60 * DAY, hour -> List.of(seen("a.test", renewedEvery(40, hour))));

        assertThat(told).containsExactly("2026-02-05T06:00:00Z NOTICE 1", "2026-02-10T01:00:00Z OK 1");
    }

    @Test
    void aNetworkThatAlternatesTwoGoodCertificatesIsNeverSpokenOf() {
        replay(
                0,
                400 * DAY,
                hour -> List.of(seen("a.test", hour % 2 == 0 ? renewedEvery(31, hour) : renewedEvery(25, hour))));

        assertThat(told).isEmpty();
    }

    @Test
    void aNetworkThatAlternatesAGoodAndAnEndingCertificateIsToldOnce() {
        replay(0, 41 * DAY, hour -> List.of(seen("a.test", hour % 2 == 0 ? renewedEvery(400, hour) : LASTING)));

        assertThat(told).containsExactly("2026-02-05T06:00:00Z NOTICE 1");
    }

    @Test
    void fortyEndpointsOnOneCertificateAreOneItem() {
        replay(
                0,
                36 * DAY,
                hour -> IntStream.range(0, 40)
                        .mapToObj(i -> seen("h" + i + ".test", renewedEvery(400, hour)))
                        .toList());

        assertThat(told).containsExactly("2026-02-05T06:00:00Z NOTICE 40");
    }

    @Test
    void whatCannotBeSeenIsToldAndGoesOnCountingDown() {
        replay(
                0,
                46 * DAY,
                hour -> List.of(hour < 30 * DAY ? seen("a.test", renewedEvery(400, hour)) : unseen("a.test")));

        assertThat(told)
                .containsExactly(
                        "2026-01-31T02:00:00Z WARN 1", "2026-02-14T16:00:00Z CRIT 1", "2026-02-15T16:00:00Z CRIT 1");
    }

    /// As over IPv6 from where there is no way to it.
    @Test
    void whatIsNotProbedIsNoFaultAndGoesOnCountingDownAndIsNotSaidToBeWell() {
        Sight notProbed = Sight.fine("a.test");
        replay(
                0,
                1,
                hour -> List.of(new Sight(
                        "a.test",
                        Tier.CRIT,
                        new TreeSet<>(List.of("HOSTNAME_MISMATCH")),
                        "",
                        Optional.of(LASTING),
                        true,
                        Thresholds.DEFAULT)));
        replay(1, 10, hour -> List.of(notProbed));
        assertThat(told).containsExactly("2026-01-01T00:00:00Z CRIT 1");

        memories.clear();
        told.clear();
        replay(0, 1, hour -> List.of(seen("a.test", renewedEvery(400, hour))));
        replay(1, 36 * DAY, hour -> List.of(notProbed));
        assertThat(told).containsExactly("2026-02-05T06:00:00Z NOTICE 1");
    }

    @Test
    void twoRunsWithoutAnAnswerAreNothingAndThreeInARowAreToldOnce() {
        replay(0, 90, hour -> List.of(hour % 3 == 0 ? seen("a.test", LASTING) : unseen("a.test")));
        assertThat(told).isEmpty();

        replay(90, 120, hour -> List.of(unseen("a.test")));
        replay(120, 125, hour -> List.of(seen("a.test", LASTING)));
        assertThat(told).containsExactly("2026-01-04T18:00:00Z WARN 1", "2026-01-06T01:00:00Z OK 1");
    }

    @Test
    void aFurtherFaultIsToldAndTheSameFaultIsNot() {
        replay(0, 3, hour -> List.of(Sight.of("a.test", Tier.WARN, "WEAK_KEY", "1024 bits")));
        replay(3, 6, hour -> List.of(Sight.of("a.test", Tier.WARN, "LEGACY_PROTOCOL", "TLSv1")));
        replay(6, 9, hour -> List.of(Sight.of("a.test", Tier.WARN, "WEAK_KEY", "1024 bits")));

        assertThat(told).containsExactly("2026-01-01T00:00:00Z WARN 1", "2026-01-01T03:00:00Z WARN 1");
    }

    @Test
    void whatGetsBetterButNotGoodIsToldAgainWhenItGetsWorseAgain() {
        replay(0, 1, hour -> List.of(Sight.of("a.test", Tier.CRIT, "HOSTNAME_MISMATCH", "b.test")));
        replay(1, 5, hour -> List.of(Sight.of("a.test", Tier.WARN, "WEAK_KEY", "1024 bits")));
        replay(5, 6, hour -> List.of(Sight.of("a.test", Tier.CRIT, "HOSTNAME_MISMATCH", "b.test")));

        assertThat(told)
                .containsExactly(
                        "2026-01-01T00:00:00Z CRIT 1", "2026-01-01T01:00:00Z WARN 1", "2026-01-01T05:00:00Z CRIT 1");
    }

    @Test
    void whatNoRunLooksAtAnyLongerIsForgotten() {
        replay(0, 2, hour -> List.of(seen("gone.test", LASTING)));
        replay(2, 3 + 30 * DAY, hour -> List.of());

        assertThat(memories).isEmpty();
    }

    private void replay(int from, int to, IntFunction<List<Sight>> world) {
        for (int hour = from; hour < to; hour++) {
            Instant now = BEGIN.plus(Duration.ofHours(hour));
            Telling telling = Telling.of(memories, world.apply(hour), now);
            Item.of(telling.news())
                    .forEach(item ->
                            told.add(now + " " + item.tier() + " " + item.keys().size()));
            memories = State.read(State.write(telling.memories()));
        }
    }

    /// A certificate of 47 days that is replaced by the next after so many.
    private static Known renewedEvery(int days, int hour) {
        int number = hour / (days * DAY);
        Instant begin = BEGIN.plus(Duration.ofDays((long) number * days));
        return new Known(days + "/" + number, "a.test", begin, begin.plus(Duration.ofDays(47)));
    }

    private static Sight seen(String key, Known known) {
        return new Sight(key, Tier.OK, new TreeSet<>(), "", Optional.of(known), true, Thresholds.DEFAULT);
    }

    private static Sight unseen(String key) {
        return new Sight(key, Tier.OK, new TreeSet<>(), "TCP_TIMEOUT", Optional.empty(), false, Thresholds.DEFAULT);
    }
}
