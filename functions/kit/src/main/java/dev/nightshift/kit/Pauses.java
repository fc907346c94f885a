package dev.nightshift.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pauses of a site, one at most for each function and one for all of them, as a small object in the site's bucket:
/// a pause needs no deployment.
///
/// ```json
/// {"v":1,"pauses":[{"function":"parameter-store-rotator","since":"2026-12-01T08:00:00Z",
///                   "until":"2026-12-04T18:00:00Z","why":"release week","by":"arn:aws:iam::111122223333:user/ann"}]}
/// ```
///
/// A pause without `function` holds every function.
///
/// @param all in the order in which they were made
public record Pauses(List<Pause> all) {
    /// The object's key.
    public static final String KEY = "control/pauses.json";

    /// What the object has at most, in bytes: a few hundred for each function.
    public static final int MAX_BYTES = 20_000;

    /// Nothing is paused.
    public static final Pauses NONE = new Pauses(List.of());

    private static final int VERSION = 1;
    private static final String FUNCTION = "function";

    /// Keeps a copy.
    public Pauses {
        all = List.copyOf(all);
    }

    /// Reads the object's text.
    ///
    /// @param source names the object in an error
    /// @throws SettingsException naming each key that is wrong
    public static Pauses read(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            root.at("v").as(Pauses::version, VERSION);
            List<Pause> pauses = new ArrayList<>();
            root.at("pauses").items().forEach(item -> pause(item).ifPresent(pauses::add));
            return new Pauses(pauses);
        });
    }

    /// As [#read] takes it.
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("pauses", all.stream().map(Pauses::tree).toList());
        return Json.write(root);
    }

    /// The pause that holds a function at an instant; of several the one that lasts longest.
    ///
    /// @param entry the function's entry in the site file
    public Optional<Pause> of(String entry, Instant at) {
        return all.stream().filter(pause -> pause.holds(entry, at)).max(Comparator.comparing(Pause::until));
    }

    /// Those that are not over.
    public Pauses at(Instant now) {
        return new Pauses(
                all.stream().filter(pause -> now.isBefore(pause.until())).toList());
    }

    /// With a pause, in place of the one of the same function, and without those that are over.
    public Pauses with(Pause pause) {
        List<Pause> pauses =
                new ArrayList<>(without(pause.function(), pause.since()).all());
        pauses.add(pause);
        return new Pauses(pauses);
    }

    /// Without the pause of a function, or the one of all functions, and without those that are over.
    public Pauses without(Optional<String> function, Instant now) {
        return new Pauses(all.stream()
                .filter(pause -> !pause.function().equals(function) && now.isBefore(pause.until()))
                .toList());
    }

    private static Optional<Pause> pause(Settings item) {
        Optional<String> function = item.at(FUNCTION).optional(text -> text);
        Instant since = item.at("since").as(Parsers::instant, Instant.MIN);
        Instant until = item.at("until").as(Parsers::instant, Instant.MAX);
        String why = item.at("why").text();
        String by = item.at("by").text();
        try {
            return Optional.of(new Pause(function, since, until, why, by));
        } catch (IllegalArgumentException e) {
            item.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Map<String, Object> tree(Pause pause) {
        Map<String, Object> tree = new LinkedHashMap<>();
        pause.function().ifPresent(function -> tree.put(FUNCTION, function));
        tree.put("since", pause.since().toString());
        tree.put("until", pause.until().toString());
        tree.put("why", pause.why());
        tree.put("by", pause.by());
        return tree;
    }

    private static int version(String text) {
        if (!text.equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException("expected " + VERSION + ", the version that this code knows");
        }
        return VERSION;
    }
}
