package dev.nightshift.local.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAlignedAndTheLastIsWrappedUnderItself() {
        String table = TextTable.of(List.of(
                List.of("web", "m7g.large", ""),
                List.of("legacy-erp", "t4g.small", "a reason ".repeat(10).strip())));

        assertThat(table).isEqualTo("""
                          web         m7g.large
                          legacy-erp  t4g.small  a reason a reason a reason a reason a reason a reason a reason a reason a
                                                 reason a reason
                        """);
    }

    @Test
    void furtherLinesKeepTheirOwnBeginningAndRunsOfSpacesAreKept() {
        assertThat(TextTable.wrapped("| ", "|   ", "  id  " + "x".repeat(60) + "  " + "y".repeat(60)))
                .isEqualTo("|   id  " + "x".repeat(60) + "\n|   " + "y".repeat(60) + "\n");
    }

    @Test
    void aWordThatIsTooLongIsNotBroken() {
        assertThat(TextTable.wrapped("", "x".repeat(150) + " y")).isEqualTo("x".repeat(150) + "\ny\n");
    }
}
