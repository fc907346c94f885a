package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @Test
    void controlFormatAndSurrogateCharactersBecomeOneSpace() {
        assertThat(Text.printable("a\u0000\u001b\u0085\u200b\u202e\u2028\uD800b  c\t", 20))
                .isEqualTo("a b c");
    }

    @Test
    void lengthIsCountedInCharactersAsPeopleCountThem() {
        assertThat(Text.printable("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(Text.printable("😀😀😀", 2)).isEqualTo("😀…");
    }

    @Test
    void aHugeTextIsNotReadToItsEnd() {
        assertThat(Text.printable("x".repeat(50_000_000), 5)).isEqualTo("xxxx…");
        assertThat(Text.printable("\n".repeat(1_000) + "x", 5)).isEmpty();
    }

    @Test
    void asciiReplacesWhatASubjectMayNotHold() {
        assertThat(Text.ascii("Zürich – ok", 99)).isEqualTo("Z?rich ? ok");
        assertThat(Text.ascii("abcdefgh", 6)).isEqualTo("abc...");
    }

    @Test
    void htmlIsEscapedForTextAndAttributes() {
        assertThat(Text.html("<a href='x'>\"&")).isEqualTo("&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }

    @ParameterizedTest
    @CsvSource({
        "PT7762H3M2.123S, 323 days",
        "P1D, 1 day",
        "PT23H59M59S, 23 hours",
        "PT1H59M, 1 hour",
        "PT11M40S, 11 minutes",
        "PT59.9S, 59 seconds",
        "PT0.5S, 0 seconds"
    })
    void aLengthOfTimeIsToldInItsLargestUnit(Duration length, String words) {
        assertThat(Text.about(length)).isEqualTo(words);
    }
}
