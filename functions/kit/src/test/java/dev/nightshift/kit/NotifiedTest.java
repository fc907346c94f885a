package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Notified.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifiedTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(15);

    private static Change run(Notified before, Instant now, boolean repeat, String... found) {
        return before.after(Set.of(found), subject -> true, repeat, now);
    }

    @Test
    void aFindingIsReportedWhenItBeginsWhenItIsDueAndWhenItIsOver() {
        Change begins = run(Notified.NOTHING, MONDAY, false, "a");
        Change stands = run(begins.next(), MONDAY.plus(STEP), false, "a");
        Change due = run(stands.next(), MONDAY.plus(Duration.ofDays(1)), true, "a", "b");
        Change over = run(due.next(), MONDAY.plus(Duration.ofDays(1)).plus(STEP), false, "b");
        Change after = run(over.next(), MONDAY.plus(Duration.ofDays(2)), false, "b");

        assertThat(begins.begun()).containsExactly("a");
        assertThat(stands.isNews()).isFalse();
        assertThat(due.begun()).containsExactly("b");
        assertThat(due.repeated()).containsExactly("a");
        assertThat(over.ended()).containsExactly(Map.entry("a", MONDAY));
        assertThat(after.isNews()).isFalse();
    }

    @Test
    void whatCouldNotBeLookedForIsNotOver() {
        Notified known = run(Notified.NOTHING, MONDAY, false, "a", "b").next();

        Change change = known.after(Set.of(), "b"::equals, false, MONDAY.plus(STEP));

        assertThat(change.ended()).containsOnlyKeys("b");
        assertThat(change.next().standing()).containsOnlyKeys("a");
    }

    @Test
    void theSameEventAgainFindsNothingNew() {
        Change first = run(Notified.NOTHING, MONDAY, true, "a");

        assertThat(run(first.next(), MONDAY, false, "a").isNews()).isFalse();
    }

    @Test
    void whatIsStoredIsReadBack() {
        Notified known =
                run(Notified.NOTHING, MONDAY, false, "a \"quoted\"", "b").next();

        assertThat(Notified.parse("state", known.json())).isEqualTo(known);
        assertThat(known.json()).startsWith("{\"v\":1,\"findings\":{");
        assertThat(known.lastNotified()).isEqualTo(MONDAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"v\":2,\"findings\":{}} | state: v: \"2\": expected version 1, the only one that this code knows",
                "{\"v\":1,\"findings\":{\"a\":{\"since\":\"soon\"}}} | state: findings.a.since: \"soon\": expected an instant such as 2026-11-20T17:00:00Z"
            })
    void anUnknownVersionAndDamageAreRefused(String text, String message) {
        assertThatThrownBy(() -> Notified.parse("state", text)).hasMessageContaining(message);
    }

    /// Against a model: a set of subjects that people know.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void nothingBeginsTwiceAndNothingEndsThatDidNotBegin(long seed) {
        Random random = new Random(seed);
        Set<String> model = new TreeSet<>();
        Notified known = Notified.NOTHING;
        for (int run = 0; run < 300; run++) {
            Set<String> found = new TreeSet<>();
            for (String subject : Set.of("a", "b", "c", "d")) {
                if (random.nextBoolean()) {
                    found.add(subject);
                }
            }
            Change change = known.after(found, subject -> true, false, MONDAY.plus(STEP.multipliedBy(run)));
            Set<String> begun = new TreeSet<>(found);
            begun.removeAll(model);
            Set<String> ended = new TreeSet<>(model);
            ended.removeAll(found);
            assertThat(change.begun()).as("seed %s, run %s", seed, run).isEqualTo(begun);
            assertThat(change.ended().keySet()).as("seed %s, run %s", seed, run).isEqualTo(ended);
            model = found;
            known = change.next();
        }
    }
}
