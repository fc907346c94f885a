package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.rotator.PasswordPolicy.CharacterClass;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private static final int VALUES = 100_000;

    private static PasswordPolicy policy(String json) {
        return Settings.read("settings.json", Json.parse("settings.json", json), PasswordPolicy::from);
    }

    @Test
    void aHundredThousandValuesHaveEveryClassAndNothingElseAndAllCharactersOfAClassAreAsLikely() {
        long seed = System.nanoTime();
        Passwords passwords = new Passwords(new Random(seed));
        PasswordPolicy policy = policy("{\"length\": 24, \"exclude\": \"0OIl1|\"}");
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            String value = passwords.generate(policy, any -> true).orElseThrow();
            value.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
            assertThat(value.length()).as("seed %d", seed).isEqualTo(24);
            for (CharacterClass one : CharacterClass.values()) {
                assertThat(value.chars().anyMatch(c -> one.characters().indexOf(c) >= 0))
                        .as("seed %d, %s", seed, one)
                        .isTrue();
            }
        }
        for (CharacterClass one : CharacterClass.values()) {
            assertThat(deviation(policy.usable(one), counts))
                    .as("seed %d, %s", seed, one)
                    .isLessThan(6);
            counts.keySet().removeIf(c -> policy.usable(one).indexOf(c) >= 0);
        }
        assertThat(counts)
                .as("seed %d: characters of no class, or excluded", seed)
                .isEmpty();
    }

    /// How many standard deviations the chi-squared statistic lies above its mean: over 6 once in
    /// a billion.
    private static double deviation(String characters, Map<Integer, Integer> counts) {
        double total = characters.chars().map(c -> counts.getOrDefault(c, 0)).sum();
        double expected = total / characters.length();
        double chiSquared = characters
                .chars()
                .mapToDouble(c -> Math.pow(counts.getOrDefault(c, 0) - expected, 2) / expected)
                .sum();
        int degrees = characters.length() - 1;
        return (chiSquared - degrees) / Math.sqrt(2.0 * degrees);
    }

    /// Who puts one of each class first and fills up makes digits at the beginning likelier than at the end.
    @Test
    void aClassIsAsLikelyInOnePlaceAsInAnother() {
        long seed = System.nanoTime();
        Passwords passwords = new Passwords(new Random(seed));
        PasswordPolicy policy = policy("{\"length\": 16}");
        Map<CharacterClass, Integer> first = new EnumMap<>(CharacterClass.class);
        Map<CharacterClass, Integer> last = new EnumMap<>(CharacterClass.class);
        for (int i = 0; i < VALUES; i++) {
            String value = passwords.generate(policy, any -> true).orElseThrow();
            first.merge(classOf(value.charAt(0)), 1, Integer::sum);
            last.merge(classOf(value.charAt(15)), 1, Integer::sum);
        }
        first.forEach((one, count) -> {
            int other = last.getOrDefault(one, 0);
            assertThat(Math.abs(count - other))
                    .as("seed %d, %s: six standard deviations", seed, one)
                    .isLessThan((int) (6 * Math.sqrt(count + other)));
        });
    }

    private static CharacterClass classOf(char c) {
        return EnumSet.allOf(CharacterClass.class).stream()
                .filter(one -> one.characters().indexOf(c) >= 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noValueHoldsWhatClientsOrParameterStoreDoNotTake() {
        for (CharacterClass one : EnumSet.allOf(CharacterClass.class)) {
            assertThat(one.characters())
                    .doesNotContainAnyWhitespaces()
                    .doesNotContain("/", "\"", "@", "'", "\\", "`", "{", "}");
        }
    }

    @Test
    void aValueIsMadeForWhatIsAskedOrNotAtAll() {
        Passwords passwords = new Passwords(new Random(1));
        PasswordPolicy letters = policy("{\"length\": 16, \"classes\": [\"lower\"]}");

        assertThat(passwords.generate(letters, value -> value.matches("[a-m].*")))
                .hasValueSatisfying(value -> assertThat(value).matches("[a-m][a-z]{15}"));
        assertThat(passwords.generate(letters, value -> value.matches("[0-9]+")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8, 41, 41", "8, 128, 64"})
    void anEnginesLengthsAreKept(int least, int most, int length) {
        assertThat(policy("{\"length\": 64}").within(least, most).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'length': 8}                | length: \"8\": expected 16 to 128 characters",
                "{'classes': ['emoji']}       | classes[0]: \"emoji\": expected lower, upper, digits or signs",
                "{'exclude': '0123456789'}    | expected classes that keep characters after what is excluded"
            })
    void aPolicyThatCannotBeMetIsRefused(String json, String message) {
        assertThatThrownBy(() -> policy(json.replace('\'', '"'))).hasMessageContaining(message);
    }
}
