package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Notified;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    private static final Instant SINCE = Fixture.NOW;
    private static final String NAME = "/acme/db";

    private static Attempts after(long minutes, Kind known, boolean resuming) {
        Notified notified = new Notified(new TreeMap<>(Map.of(Run.subject(NAME, known), Notified.of(SINCE, SINCE))));
        return Fixture.attempts(resuming, notified, SINCE.plus(Duration.ofMinutes(minutes)));
    }

    private static List<Long> minutes(int offset, LongPredicate tried) {
        return LongStream.iterate(offset, minute -> minute <= 300, minute -> minute + 5)
                .filter(tried)
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whatIsHalfDoneIsTriedEveryFiveMinutesForAnHourAndThenEveryHour(int offset) {
        List<Long> tried =
                minutes(offset, minute -> after(minute, Kind.UNFINISHED, true).isTurnOf(SINCE));

        assertThat(tried.getFirst()).isLessThanOrEqualTo(5);
        for (int i = 1; i < tried.size(); i++) {
            long gap = tried.get(i) - tried.get(i - 1);
            assertThat(gap).isLessThanOrEqualTo(tried.get(i) <= 60 ? 5 : 60);
        }
        assertThat(tried).hasSizeLessThanOrEqualTo(22);
        assertThat(tried.getLast()).isGreaterThanOrEqualTo(240);
    }

    @ParameterizedTest
    @CsvSource({"UNFINISHED, true", "REFUSED, false"})
    void whatWasRefusedWhileTheLiveValueWorksWaitsAnHour(Kind kind, boolean resumed) {
        Verdict.Resume resume = new Verdict.Resume(Fixture.parameter(NAME), Strategy.POSTGRES, Optional.of(SINCE));

        assertThat(after(12, kind, true).of(resume) instanceof Verdict.Resume).isEqualTo(resumed);
        assertThat(after(62, kind, true).of(resume)).isEqualTo(resume);
    }

    @Test
    void aRunThatResumesBeginsNothingButWhatCouldNotBeBegun() {
        Verdict.Rotate rotate =
                new Verdict.Rotate(Fixture.parameter(NAME), Strategy.POSTGRES, SINCE, Origin.NEW, false);

        assertThat(after(5, Kind.REFUSED, true).of(rotate)).isInstanceOf(Verdict.Leave.class);
        assertThat(after(5, Kind.UNFINISHED, true).of(rotate)).isEqualTo(rotate);
        assertThat(after(75, Kind.UNFINISHED, true).of(rotate)).isInstanceOf(Verdict.Leave.class);
        assertThat(after(5, Kind.UNFINISHED, false).of(rotate)).isEqualTo(rotate);
    }
}
