package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.HoursPlay.World;
import dev.nightshift.rotator.ToldTarget.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Wherever a target refuses a credential, its server and its code are reported.
class RefusalsTest {
    private static final int SET = 7;

    @Test
    void afterASetThatWasTakenAndNotDone() {
        HoursPlay play = HoursPlay.of(World.ONE_USER).play(Map.of(SET, new Fault.Answered(Reply.TAKEN_AND_NOT_DONE)));

        assertThat(play.scene().line.calls().get(SET)).isEqualTo("set");
        assertThat(play.scene().messages())
                .anySatisfy(text -> assertThat(text).contains("and refuses it: db.acme: SQLSTATE 28P01"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NOTHING_WORKS",
                "NOTHING_WORKS_AND_BLOCKED_AFTER_THREE",
                "OLD_VALUE_IS_BACK_AND_BLOCKED_AFTER_THREE"
            })
    void whereNothingThatMayBeSentWorks(World world) {
        assertThat(HoursPlay.of(world).play(Map.of()).scene().messages().getFirst())
                .contains("SQLSTATE 28P01");
    }
}
