package dev.nightshift.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place in a tree of settings: it knows its path and collects every problem instead of stopping at the first.
///
/// The tree is what a YAML or JSON reader gives: maps, lists and scalars. Scalars are read as text, so that
/// `18:00` and `off` mean what they say. A key that no reader asked for is a problem too.
///
/// A reader asks with [#at] and takes the value with [#as], [#orElse], [#optional], [#items] or [#entries]. Where a
/// value is missing or wrong it gets the placeholder it brought, and [#read] throws after the last question.
public final class Settings {
    /// Turns text into a value.
    @FunctionalInterface
    public interface Parser<T> {
        /// The value of the text.
        ///
        /// @throws RuntimeException for text it does not take; the message of an
        ///     [IllegalArgumentException] says what would be right
        T parse(String text);
    }

    /// What became of one part of the settings that was read on its own.
    ///
    /// @param <T> what the part is read as
    public sealed interface Reading<T> {
        /// It can be used.
        record Good<T>(T value) implements Reading<T> {}

        /// It cannot, for these reasons; the rest of the settings is not touched by it.
        record Bad<T>(List<Problem> problems) implements Reading<T> {}
    }

    private static final int SHOWN = 120;

    private final String path;
    private final @Nullable Object node;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Settings> children = new LinkedHashMap<>();
    private boolean strict = true;

    private Settings(String path, @Nullable Object node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /// Reads a whole tree.
    ///
    /// @param source the file, variable or event, named in the error
    /// @throws SettingsException with every problem found
    public static <T> T read(String source, @Nullable Object tree, Function<Settings, T> reader) {
        return switch (new Settings("", tree, new ArrayList<>()).attempt(reader)) {
            case Reading.Good<T>(T value) -> value;
            case Reading.Bad<T>(List<Problem> found) -> throw new SettingsException(source, found);
        };
    }

    /// Reads this part by itself: what is wrong with it is in the answer and nowhere else.
    public <T> Reading<T> attempt(Function<Settings, T> reader) {
        Settings alone = new Settings(path, node, new ArrayList<>());
        T value;
        try {
            value = reader.apply(alone);
        } catch (RuntimeException e) {
            alone.reportUnknownKeys();
            if (alone.problems.isEmpty()) {
                throw e;
            }
            return new Reading.Bad<>(List.copyOf(alone.problems));
        }
        alone.reportUnknownKeys();
        return alone.problems.isEmpty() ? new Reading.Good<>(value) : new Reading.Bad<>(List.copyOf(alone.problems));
    }

    /// The place below this one that has the given key; it may be empty.
    public Settings at(String key) {
        known.add(key);
        String childPath = path.isEmpty() ? key : path + "." + key;
        if (node instanceof Map<?, ?> map) {
            return child(childPath, map.get(key));
        }
        if (node == null) {
            return child(childPath, null);
        }
        if (known.size() == 1) {
            problem("expected keys and values");
        }
        // Said once, here: that each key is missing too would be noise.
        return new Settings(childPath, null, new ArrayList<>());
    }

    /// Whether anything stands here.
    public boolean present() {
        return node != null;
    }

    /// Whether a single value stands here, no list and no keys.
    public boolean isScalar() {
        return node instanceof String || node instanceof Number || node instanceof Boolean;
    }

    /// Whether just this text stands here.
    public boolean isText(String text) {
        return text.equals(node);
    }

    /// Whether a list stands here.
    public boolean isList() {
        return node instanceof Collection;
    }

    /// The value, which must be there.
    ///
    /// @param placeholder what the reader goes on with when there is a problem
    public <T> T as(Parser<T> parser, T placeholder) {
        if (node == null) {
            problem("is missing");
            return placeholder;
        }
        return parsed(parser, placeholder);
    }

    /// The text, which must be there and not be blank.
    public String text() {
        return as(Settings::notBlank, "");
    }

    /// The value, or the given one when nothing stands here.
    public <T> T orElse(T otherwise, Parser<T> parser) {
        return node == null ? otherwise : parsed(parser, otherwise);
    }

    /// The value, if one stands here and is right.
    public <T> Optional<T> optional(Parser<T> parser) {
        return node == null ? Optional.empty() : parsed(text -> Optional.of(parser.parse(text)), Optional.<T>empty());
    }

    /// The list's places, none when nothing stands here.
    public List<Settings> items() {
        List<Settings> items = new ArrayList<>();
        if (node instanceof Collection<?> list) {
            for (Object item : list) {
                items.add(child(path + "[" + items.size() + "]", item));
            }
        } else if (node != null) {
            problem("expected a list");
        }
        return items;
    }

    /// The places below this one by key, where the keys are names that the person chose.
    public Map<String, Settings> entries() {
        Map<String, Settings> entries = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> entries.put(String.valueOf(key), at(String.valueOf(key))));
        } else if (node != null) {
            problem("expected keys and values");
        }
        return entries;
    }

    /// Notes that what stands here, or is missing here, is wrong.
    ///
    /// @param expected what would be right, as the end of a sentence
    public void problem(String expected) {
        problems.add(new Problem(path, node == null ? "" : Text.printable(String.valueOf(node), SHOWN), expected));
    }

    /// Whether anything was found to be wrong so far, here or elsewhere in what is read together.
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /// Lets further keys stand here: this part is written by somebody who may add to it.
    public void ignoreOtherKeys() {
        strict = false;
    }

    /// Takes over what is wrong with a part that was read by itself.
    public void report(List<Problem> found) {
        problems.addAll(found);
    }

    /// Dotted keys and `[index]`es from the root.
    public String path() {
        return path;
    }

    private Settings child(String childPath, @Nullable Object child) {
        return children.computeIfAbsent(childPath, p -> new Settings(p, child, problems));
    }

    private <T> T parsed(Parser<T> parser, T placeholder) {
        if (!isScalar()) {
            problem("expected a single value");
            return placeholder;
        }
        try {
            return parser.parse(String.valueOf(node));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            problem("cannot be read: " + e.getMessage());
        }
        return placeholder;
    }

    private void reportUnknownKeys() {
        children.values().forEach(Settings::reportUnknownKeys);
        if (strict && !known.isEmpty() && node instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                if (!known.contains(String.valueOf(key))) {
                    child(path.isEmpty() ? String.valueOf(key) : path + "." + key, map.get(key))
                            .problem("unknown key; known here: " + String.join(", ", known));
                }
            }
        }
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }
}
