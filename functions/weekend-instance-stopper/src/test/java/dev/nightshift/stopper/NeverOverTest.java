package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.report.News;
import dev.nightshift.stopper.report.Told;
import dev.nightshift.stopper.settings.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A machine that could not be started again, over two weekends: what people hear of it.
class NeverOverTest {
    private static final Instant LAST = MONDAY.plus(Duration.ofDays(7));

    private final FakeFleet fleet = new FakeFleet();
    private Told told = Told.NOTHING;

    private News run(Instant at) {
        boolean daily = News.isDailyDue(config(), at, told);
        Pace pace = Pace.ofStops(() -> at, time -> {}, () -> Duration.ofMinutes(4));
        PlaceRun place = PlaceRun.of(
                config(),
                new Place("123456789012", "eu-central-1"),
                fleet,
                pace,
                pace,
                new PlaceRun.Order(at, false, daily, Optional.empty(), Optional::empty));
        News news = News.of(
                new Run(config(), at, false, List.of(place), List.of(), List.of()), daily, Optional.empty(), told);
        told = news.after();
        return news;
    }

    @Test
    void whatLastsIsNeverReportedAsOver() {
        fleet.instances.add(running("i-1"));
        fleet.unstartable.put("i-1", "it could not be started again: its key");
        int mails = 0;
        for (Instant at = WINDOW_START.minusSeconds(36_000); !at.isAfter(LAST); at = at.plusSeconds(900)) {
            News news = run(at);
            assertThat(news.ended()).as(at.toString()).isEmpty();
            mails += news.isNews() ? 1 : 0;
        }
        assertThat(mails)
                .as("the first, one on each of ten mornings, and one at each window's begin")
                .isEqualTo(13);

        fleet.unstartable.clear();
        assertThat(run(LAST.plus(Duration.ofDays(1))).ended()).hasSize(1);
    }
}
