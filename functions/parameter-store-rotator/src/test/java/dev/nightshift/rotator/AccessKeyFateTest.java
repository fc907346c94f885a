package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.AccessKeyFate.Deactivate;
import dev.nightshift.rotator.AccessKeyFate.Delete;
import dev.nightshift.rotator.AccessKeyFate.DeleteLost;
import dev.nightshift.rotator.AccessKeyFate.Foreign;
import dev.nightshift.rotator.AccessKeyFate.Keep;
import dev.nightshift.rotator.AccessKeys.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A claim of 04:10:00.500; its follower, if there is one, was published at 04:11.
class AccessKeyFateTest {
    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant PUBLISHED = Instant.parse("2026-11-22T04:11:00Z");
    private static final Claim CLAIM =
            new Claim("/acme/mailer", 3, "mailer", "AKIAREPLACED", Instant.parse("2026-11-22T04:10:00.500Z"));

    private static AccessKeyFate fate(AccessKey key, @Nullable Instant lastUse, boolean published, Instant now) {
        return AccessKeyFate.of(
                key,
                Optional.ofNullable(lastUse).map(at -> new Use(at, "s3", "eu-central-1")),
                CLAIM,
                published ? Optional.of(PUBLISHED) : Optional.empty(),
                Duration.ofDays(7),
                now);
    }

    private static AccessKey replaced(boolean active) {
        return new AccessKey("AKIAREPLACED", active, DAY.minus(Duration.ofDays(90)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T04:10:00Z,      ,                     true",
        "2026-11-22T04:29:59Z,      ,                     true",
        "2026-11-22T04:09:59Z,      ,                     false",
        "2026-11-22T04:31:00Z,      ,                     false",
        "2026-11-22T04:10:00Z, 2026-11-22T05:00:00Z,      false"
    })
    void aKeyOfWhichNothingWasPublishedIsLostOnlyIfItIsOursAndNobodyUsedIt(
            Instant created, @Nullable Instant lastUse, boolean lost) {
        AccessKey key = new AccessKey("AKIAUNKNOWN", true, created);

        assertThat(fate(key, lastUse, false, DAY.plus(Duration.ofDays(1))))
                .isEqualTo(lost ? new DeleteLost() : new Foreign());
    }

    @ParameterizedTest
    @CsvSource({
        "true,  6, 23, KEEP",
        "true,  7,  0, DEACTIVATE",
        "true, 90,  0, DEACTIVATE",
        "false, 7,  0, KEEP",
        "false, 13, 23, KEEP",
        "false, 14, 0, DELETE"
    })
    void whatNobodyUsedSinceItsFollowerWasPublishedBecomesInactiveAndThenGoes(
            boolean active, int days, int hours, String fate) {
        Instant now = PUBLISHED.plus(Duration.ofDays(days)).plus(Duration.ofHours(hours));

        assertThat(fate(replaced(active), PUBLISHED.minus(Duration.ofMinutes(1)), true, now))
                .isEqualTo(
                        switch (fate) {
                            case "DEACTIVATE" -> new Deactivate(PUBLISHED);
                            case "DELETE" -> new Delete();
                            default -> new Keep(PUBLISHED.plus(Duration.ofDays(active ? 7 : 14)), Optional.empty());
                        });
    }

    @Test
    void eachUseBeginsTheTimeAnewAndALateOneIsTold() {
        Instant early = PUBLISHED.plus(Duration.ofDays(2));
        Instant late = PUBLISHED.plus(Duration.ofDays(8));

        assertThat(fate(replaced(true), early, true, PUBLISHED.plus(Duration.ofDays(3))))
                .isEqualTo(new Keep(early.plus(Duration.ofDays(7)), Optional.empty()));
        assertThat(fate(replaced(true), late, true, late))
                .isEqualTo(new Keep(late.plus(Duration.ofDays(7)), Optional.of(new Use(late, "s3", "eu-central-1"))));
        assertThat(fate(replaced(true), late, true, late.plus(Duration.ofDays(7))))
                .isEqualTo(new Deactivate(late));
    }

    @Test
    void whatWasMadeUnderTheClaimAndIsNotLiveAnyMoreIsRetiredLikeWhatWasReplaced() {
        AccessKey made = new AccessKey("AKIAMADE", true, Instant.parse("2026-11-22T04:10:01Z"));

        assertThat(fate(made, null, true, PUBLISHED.plus(Duration.ofDays(1))))
                .isEqualTo(new Keep(PUBLISHED.plus(Duration.ofDays(7)), Optional.empty()));
        assertThat(fate(made, null, true, PUBLISHED.plus(Duration.ofDays(7)))).isEqualTo(new Deactivate(PUBLISHED));
    }

    @Test
    void aKeyThatThisParameterNeverHeldIsLeftAloneHoweverOldItIs() {
        AccessKey older = new AccessKey("AKIAOLDER", true, DAY.minus(Duration.ofDays(900)));

        assertThat(fate(older, null, true, PUBLISHED.plus(Duration.ofDays(90)))).isEqualTo(new Foreign());
    }
}
