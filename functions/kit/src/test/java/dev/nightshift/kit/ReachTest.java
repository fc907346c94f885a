package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false |       |      |       | true  |",
                "true  | a     |      |       | false | nothing could be read: a",
                "true  | a,b   |      | a     | false | 'nothing could be read: a, and 1 more'",
                "false | a     |      |       | false |",
                "false | a     |      | a     | false | new fault: a",
                "false |       |      | brake | true  | new fault: brake",
                "false |       | x    |       | false | cannot wait for the next scheduled run: x",
                "false | a     | x,y  | a     | false | 'cannot wait for the next scheduled run: x, and 1 more'"
            })
    void aRunFailsByOneRule(boolean blind, String unreached, String owed, String begun, boolean complete, String why) {
        Reach reach = new Reach(blind, false, list(unreached), list(owed), list(begun));

        assertThat(reach.isComplete()).isEqualTo(complete);
        assertThat(reach.failure().orElse(null)).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void aRunThatIsMeantToLookAtAPartIsNeverComplete(boolean partial, boolean complete) {
        assertThat(new Reach(false, partial, List.of(), List.of(), List.of()).isComplete())
                .isEqualTo(complete);
    }

    private static List<String> list(String names) {
        return names == null ? List.of() : List.of(names.split(","));
    }
}
