package dev.nightshift.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.report.Changes;
import dev.nightshift.certificates.state.Served;
import dev.nightshift.certificates.state.ServedState;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs, one an hour, whose memory travels from one to the next as text.
class ChangesTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAY = 24;
    private static final String USUAL = "a.test,b.test";

    private final List<String> told = new ArrayList<>();
    private SortedMap<String, Served> memory = new TreeMap<>();

    /// Issued in the hour of the change, as a renewal is.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'a.test,b.test', Let's Encrypt, 1, ''",
        "'a.test,b.test,c.test', Let's Encrypt, 1, ''",
        "'*.test,a.test', Let's Encrypt, 1, ''",
        "a.test, Let's Encrypt, 1, NAME_LOST: no longer good for b.test",
        "'a.test,b.test', ZeroSSL, 1, 'ISSUER_CHANGED: issued by ZeroSSL, before by Let''s Encrypt'",
        "'a.test,b.test', Let's Encrypt, 2, USAGE_LOST: no longer for 1"
    })
    void aRenewalIsComparedAtOnceAndAChangeToldOnce(String names, String authority, String usages, String expected) {
        replay(0, 48, hour -> List.of(leaf("old", -20, USUAL)));
        replay(48, 90 * DAY, hour -> List.of(leaf("new", 48, names, authority, usages)));

        assertThat(told).isEqualTo(expected.isEmpty() ? List.of() : List.of("2026-01-03T00:00:00Z " + expected));
    }

    @Test
    void renewalsForAYearAreQuiet() {
        replay(0, 400 * DAY, hour -> List.of(leaf("c" + hour / (60 * DAY), hour - hour % (60 * DAY), USUAL)));

        assertThat(told).isEmpty();
    }

    @Test
    void anOlderCertificateIsToldOnceWhenItStays() {
        replay(0, 10 * DAY, hour -> List.of(leaf("old", -600, USUAL)));
        replay(10 * DAY, 20 * DAY, hour -> List.of(leaf("new", 10 * DAY, USUAL)));
        replay(20 * DAY, 40 * DAY, hour -> List.of(leaf("old", -600, USUAL)));

        assertThat(told)
                .containsExactly("2026-01-21T02:00:00Z OLDER_CERTIFICATE: valid from 2025-12-07T00:00:00Z, and the one"
                        + " before from 2026-01-11T00:00:00Z");
    }

    /// Nobody knows yet which of the two is usual.
    @Test
    void soonAfterTheFirstRunAChangeTakesLonger() {
        replay(0, 2, hour -> List.of(leaf("one", -10, USUAL)));
        replay(2, 40, hour -> List.of(leaf("other", -20, "a.test")));

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("2026-01-01T15:00:00Z NAME_LOST: no longer good for b.test");
    }

    @Test
    void twoGoodCertificatesThatTakeTurnsAreQuiet() {
        replay(
                0,
                90 * DAY,
                hour -> List.of(hour % 2 == 0 ? leaf("one", -10, USUAL) : leaf("two", -20, "a.test,c.test")));

        assertThat(told).isEmpty();
    }

    /// Each address has its own, and not every one answers in every run.
    @Test
    void severalAddressesWithDifferentCertificatesAreQuiet() {
        List<Leaf> all = List.of(leaf("one", -10, USUAL), leaf("two", -20, "a.test"), leaf("three", -30, "c.test"));
        replay(0, 90 * DAY, hour -> hour % 7 == 0 ? all.subList(hour % 3, hour % 3 + 1) : all);

        assertThat(told).isEmpty();
    }

    /// Content networks that choose at random, and renew: two certificates of different names and ages.
    @Test
    void ofAThousandNetworksThatChooseAtRandomHardlyAnyIsTold() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int wrong = 0;
        for (int network = 0; network < 1_000; network++) {
            memory.clear();
            told.clear();
            double often = 0.2 + 0.6 * random.nextDouble();
            replay(
                    0,
                    10 * DAY,
                    hour -> List.of(
                            random.nextDouble() < often
                                    ? leaf("one", -10, USUAL)
                                    : leaf("two", -200, "a.test,c.test")));
            wrong += told.size();
        }

        assertThat(wrong).as("seed %d", seed).isLessThan(30);
    }

    @Test
    void aRolloutFromAddressToAddressIsToldWhenItIsDone() {
        Leaf old = leaf("old", -10, USUAL);
        Leaf lost = leaf("new", 48, "a.test");
        replay(0, 48, hour -> List.of(old));
        replay(48, 52, hour -> List.of(old, lost));
        assertThat(told).isEmpty();

        replay(52, 100, hour -> List.of(lost));
        assertThat(told).containsExactly("2026-01-03T04:00:00Z NAME_LOST: no longer good for b.test");
    }

    @Test
    void whatCannotBeSeenChangesNothing() {
        replay(0, 20, hour -> List.of(leaf("old", -10, USUAL)));
        replay(20, 25 * DAY, hour -> List.of());
        replay(25 * DAY, 25 * DAY + 2, hour -> List.of(leaf("new", 25 * DAY, "a.test")));
        assertThat(told).containsExactly("2026-01-26T00:00:00Z NAME_LOST: no longer good for b.test");

        replay(25 * DAY + 2, 57 * DAY, hour -> List.of());
        assertThat(memory).isEmpty();
    }

    @Test
    void aChangeIsNotedForAWeek() {
        replay(0, 2, hour -> List.of(leaf("old", -10, USUAL)));
        replay(2, 3, hour -> List.of(leaf("new", 2, "a.test")));

        Changes later = Changes.of(memory, List.of(), BEGIN.plus(Duration.ofDays(3)));
        assertThat(later.news()).isEmpty();
        assertThat(later.notes(BEGIN.plus(Duration.ofDays(3))))
                .containsExactly(
                        "Warning: a.test:443: since 2026-01-01T02:00:00Z: NAME_LOST: no longer good for b.test");
        assertThat(later.notes(BEGIN.plus(Duration.ofDays(8)))).isEmpty();
    }

    private void replay(int from, int to, IntFunction<List<Leaf>> world) {
        for (int hour = from; hour < to; hour++) {
            Instant now = BEGIN.plus(Duration.ofHours(hour));
            Changes changes = Changes.of(memory, List.of(verdict(world.apply(hour), now)), now);
            changes.news().forEach(news -> told.add(now + " " + news.why()));
            memory = ServedState.read(ServedState.write(changes.served()));
        }
    }

    private static Verdict verdict(List<Leaf> leaves, Instant now) {
        Target target = Target.of("a.test", 443, Protocol.HTTPS);
        return new Verdict(
                target,
                leaves.stream()
                        .map(leaf -> new AddressVerdict(
                                InetAddress.ofLiteral("192.0.2.1"),
                                Optional.of(leaf),
                                Optional.of(Expiry.of(
                                        leaf.notBefore(), leaf.notAfter(), "a.test", target.thresholds(), now)),
                                List.of()))
                        .toList(),
                List.of());
    }

    private static Leaf leaf(String id, int hour, String names) {
        return leaf(id, hour, names, "Let's Encrypt", "1");
    }

    /// @param hour in which it began
    private static Leaf leaf(String id, int hour, String names, String authority, String usages) {
        List<String> all = Pattern.compile(",").splitAsStream(names).toList();
        Instant begin = BEGIN.plus(Duration.ofHours(hour));
        return new Leaf(
                "a.test",
                "R" + hour,
                "01",
                id,
                begin,
                begin.plus(Duration.ofDays(90)),
                all,
                all.size(),
                authority,
                List.of(usages));
    }
}
