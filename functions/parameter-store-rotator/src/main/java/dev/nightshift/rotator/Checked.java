package dev.nightshift.rotator;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// When live values were asked whether they work, and when they were published, by parameter. It is kept from run to
/// run; when it is lost, each value is asked again on a day that follows from its name.
///
/// @param rotated when runs published values, whoever's credentials they had
record Checked(SortedMap<String, Asked> values, SortedMap<String, Instant> rotated) {
    /// Nothing is known.
    static final Checked NOTHING = new Checked(Collections.emptySortedMap(), Collections.emptySortedMap());

    private static final int VERSION = 1;

    /// One value.
    ///
    /// @param asked the day of the last question; where there was none, the day from which the turn counts
    /// @param answered the day of the last answer, or the first of these days
    /// @param connections how few its user may have, if that forbids further questions; else 0
    record Asked(LocalDate asked, LocalDate answered, int connections) {
        boolean isLimited() {
            return connections > 0;
        }

        boolean isUnanswered() {
            return answered.isBefore(asked);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("asked", asked.toString());
            tree.put("answered", answered.toString());
            if (isLimited()) {
                tree.put("connections", connections);
            }
            return tree;
        }

        private static Asked from(Settings settings) {
            return new Asked(
                    settings.at("asked").as(Checked::day, LocalDate.EPOCH),
                    settings.at("answered").as(Checked::day, LocalDate.EPOCH),
                    settings.at("connections").orElse(0, Parsers::count));
        }
    }

    /// After a run: with what it published, and without parameters that are gone.
    Checked after(List<Outcome> outcomes) {
        SortedMap<String, Instant> next = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            outcome.published()
                    .or(() -> Optional.ofNullable(rotated.get(outcome.what())))
                    .ifPresent(at -> next.put(outcome.what(), at));
        }
        return new Checked(values, next);
    }

    /// The text of the object.
    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        values.forEach((name, one) -> tree.put(name, one.tree()));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("values", tree);
        if (!rotated.isEmpty()) {
            Map<String, Object> published = new LinkedHashMap<>();
            rotated.forEach((name, at) -> published.put(name, at.toString()));
            root.put("rotated", published);
        }
        return Json.write(root);
    }

    /// Reads what [#json] wrote.
    ///
    /// @throws dev.nightshift.kit.SettingsException for an unknown version, and for damage
    static Checked parse(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            if (root.at("v").as(Parsers::count, VERSION) != VERSION) {
                root.at("v").problem("expected version " + VERSION + ", the only one that this code knows");
            }
            SortedMap<String, Asked> values = new TreeMap<>();
            root.at("values").entries().forEach((name, one) -> values.put(name, Asked.from(one)));
            SortedMap<String, Instant> rotated = new TreeMap<>();
            root.at("rotated")
                    .entries()
                    .forEach((name, at) -> rotated.put(name, at.as(Parsers::instant, Instant.EPOCH)));
            return new Checked(values, rotated);
        });
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a day, such as 2026-11-30", e);
        }
    }
}
