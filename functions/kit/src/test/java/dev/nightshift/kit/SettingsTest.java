package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Settings.Parser<Integer> COUNT = text -> {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("expected a whole number");
        }
        return Integer.parseInt(text);
    };

    @Test
    void everyProblemIsInOneErrorWithPathValueAndWhatWouldBeRight() {
        Map<String, Object> tree = Map.of(
                "at",
                "noon",
                "brake",
                Map.of("maxStopsPerRegion", "many"),
                "tags",
                List.of("a", Map.of()),
                "dryrun",
                "true");

        assertThatThrownBy(() -> Settings.read("site.yaml", tree, s -> {
                    s.at("at").as(LocalTime::parse, LocalTime.NOON);
                    s.at("brake").at("maxStopsPerRegion").as(COUNT, 0);
                    s.at("tags").items().forEach(Settings::text);
                    s.at("tag").text();
                    return s.at("dryRun").orElse(true, Boolean::parseBoolean);
                }))
                .isInstanceOf(SettingsException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "site.yaml: at: \"noon\": cannot be read: Text 'noon' could not be parsed at index 0",
                        "site.yaml: brake.maxStopsPerRegion: \"many\": expected a whole number",
                        "site.yaml: tags[1]: \"{}\": expected a single value",
                        "site.yaml: tag: is missing",
                        "site.yaml: dryrun: \"true\": unknown key; known here: at, brake, tags, tag, dryRun"));
    }

    @Test
    void whatIsRightIsReadAndWhatIsAbsentIsTheDefault() {
        Map<String, Object> tree = Map.of("zone", "Europe/Berlin", "named", Map.of("x", "1", "y", 2));

        record Read(ZoneId zone, int every, Optional<Integer> none, List<String> named) {}
        Read read = Settings.read(
                "site.yaml",
                tree,
                s -> new Read(
                        s.at("zone").as(Zones::of, ZoneOffset.UTC),
                        s.at("every").orElse(15, COUNT),
                        s.at("none").optional(COUNT),
                        s.at("named").entries().entrySet().stream()
                                .map(e -> e.getKey() + e.getValue().as(COUNT, 0))
                                .sorted()
                                .toList()));

        assertThat(read).isEqualTo(new Read(Zones.of("Europe/Berlin"), 15, Optional.empty(), List.of("x1", "y2")));
    }

    @Test
    void aPartReadAloneKeepsItsProblemsToItself() {
        Map<String, Object> tree = Map.of("good", Map.of("n", "1"), "bad", Map.of("n", "x", "m", "1"));

        List<Problem> problems = Settings.read("site.yaml", tree, s -> {
            Settings.Reading<Integer> good = s.at("good").attempt(g -> g.at("n").as(COUNT, 0));
            assertThat(good).isEqualTo(new Settings.Reading.Good<>(1));
            return ((Settings.Reading.Bad<Integer>)
                            s.at("bad").attempt(b -> b.at("n").as(COUNT, 0)))
                    .problems();
        });

        assertThat(problems)
                .containsExactly(
                        new Problem("bad.n", "x", "expected a whole number"),
                        new Problem("bad.m", "1", "unknown key; known here: n"));
    }

    @Test
    void aConstructorThatRefusesPlaceholdersDoesNotHideTheProblems() {
        assertThatThrownBy(() -> Settings.read("event", Map.of("n", "x"), s -> {
                    int n = s.at("n").as(COUNT, 0);
                    return List.of(10 / n);
                }))
                .hasMessage("event: n: \"x\": expected a whole number");
    }

    @Test
    void aWholeThatIsNoTreeIsSaidOnce() {
        assertThatThrownBy(() -> Settings.read(
                        "event", "[]", s -> s.at("a").text() + s.at("b").text()))
                .hasMessage("event: \"[]\": expected keys and values");
    }

    @Test
    void hostileValuesAreShownHarmlessAndShort() {
        assertThatThrownBy(() -> Settings.read(
                        "event",
                        Map.of("n", "\u001b[31m" + "x".repeat(500)),
                        s -> s.at("n").as(COUNT, 0)))
                .hasMessage("event: n: \"[31m" + "x".repeat(115) + "…\": expected a whole number");
    }
}
