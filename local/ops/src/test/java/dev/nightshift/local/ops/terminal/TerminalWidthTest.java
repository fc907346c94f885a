package dev.nightshift.local.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {
    @ParameterizedTest
    @CsvSource({
        "'',   '',     100",
        "'',   50 200, 200",
        "'',   0 0,    100",
        "72,   50 200, 72",
        "wide, 50 200, 200",
        "7,    '',     40"
    })
    void theEnvironmentThenTheTerminalSay(String columns, String size, int width) {
        assertThat(TerminalWidth.columns(Map.of("COLUMNS", columns), () -> size))
                .isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"60", "80", "140"})
    void aTableIsAsWideAsItMayBe(int width) {
        String text = TextTable.of(
                List.of(
                        List.of("STATE", "WHAT"),
                        List.of("OK", "word ".repeat(60).strip())),
                width);

        assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isBetween(width - 5, width);
    }
}
