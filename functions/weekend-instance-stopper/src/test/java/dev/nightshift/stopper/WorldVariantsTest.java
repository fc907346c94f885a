package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The random worlds find out what is unsafe.
class WorldVariantsTest {
    private static final int WORLDS = 8;

    @ParameterizedTest
    @EnumSource(UnsafeStopper.How.class)
    void whatIsUnsafeIsFoundOut(UnsafeStopper.How how) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= WORLDS; seed++) {
                        new World(seed, 100, 30, new UnsafeStopper(how)).play();
                    }
                })
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getMessage()).containsPattern(how.found));
    }
}
