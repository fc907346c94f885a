package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a generated value is made of.
///
/// @param length in characters, all of them ASCII
/// @param classes at least one character of each, and of nothing else
/// @param exclude characters that are not used
/// @param rules others that a parameter's tag can name
public record PasswordPolicy(
        int length, Set<CharacterClass> classes, String exclude, Map<String, PasswordPolicy> rules) {
    /// The key of the tag with a parameter's own rule: the name of one of `rules`, or
    /// `length=24 classes=lower+digits exclude=0O`.
    public static final String TAG = "nightshift:password";

    private static final int LEAST = 16;
    private static final int LEAST_OF_ONE = 8;
    private static final int MOST = 128;

    /// Kinds of characters. Left out for good: quotes, backslash, `/`, `@` and space, which
    /// clients, URLs and RDS do not take, and braces, because Parameter Store refuses `{{`.
    public enum CharacterClass {
        /// `a` to `z`.
        LOWER("abcdefghijklmnopqrstuvwxyz"),
        /// `A` to `Z`.
        UPPER("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        /// `0` to `9`.
        DIGITS("0123456789"),
        /// Signs on every keyboard.
        SIGNS("!#$%&()*+,-.:;<=>?[]^_|~");

        private final String characters;

        CharacterClass(String characters) {
            this.characters = characters;
        }

        String characters() {
            return characters;
        }

        private static CharacterClass named(String text) {
            for (CharacterClass one : values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("expected lower, upper, digits or signs");
        }
    }

    static PasswordPolicy from(Settings settings) {
        PasswordPolicy usual = new PasswordPolicy(32, EnumSet.allOf(CharacterClass.class), "", Map.of());
        PasswordPolicy policy = from(settings, usual, LEAST);
        Map<String, PasswordPolicy> rules = new TreeMap<>();
        settings.at("rules").entries().forEach((name, entry) -> {
            if (!name.matches("[A-Za-z0-9._-]+")) {
                entry.problem("expected a name of letters, digits, dots, hyphens and underscores");
            }
            rules.put(name, from(entry, policy, LEAST_OF_ONE));
        });
        return new PasswordPolicy(policy.length(), policy.classes(), policy.exclude(), rules);
    }

    private static PasswordPolicy from(Settings settings, PasswordPolicy usual, int least) {
        Set<CharacterClass> classes = EnumSet.noneOf(CharacterClass.class);
        settings.at("classes")
                .items()
                .forEach(item -> classes.add(item.as(CharacterClass::named, CharacterClass.LOWER)));
        PasswordPolicy policy = new PasswordPolicy(
                settings.at("length").orElse(usual.length(), text -> length(text, least)),
                settings.at("classes").present() ? classes : usual.classes(),
                settings.at("exclude").orElse(usual.exclude(), text -> text),
                Map.of());
        if (!policy.isPossible()) {
            settings.problem("expected classes that keep characters after what is excluded");
        }
        return policy;
    }

    /// The rule for one parameter: its tag's, and what the tag does not say as it is here.
    ///
    /// @throws IllegalArgumentException saying what would be right
    PasswordPolicy of(Parameter parameter) {
        return tagged(parameter.tags().getOrDefault(TAG, ""));
    }

    /// The rule that a tag says.
    ///
    /// @throws IllegalArgumentException saying what would be right
    PasswordPolicy tagged(String tag) {
        if (tag.isBlank() || rules.containsKey(tag)) {
            return rules.getOrDefault(tag, this);
        }
        Map<String, String> words = new HashMap<>();
        for (String word : tag.strip().split(" +", -1)) {
            String[] pair = word.split("=", 2);
            if (pair.length < 2
                    || !Set.of("length", "classes", "exclude").contains(pair[0])
                    || words.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException(
                        "expected one of the settings' passwords.rules, or words such as length=24 classes=lower+digits"
                                + " exclude=0O");
            }
        }
        Set<CharacterClass> tagged = EnumSet.noneOf(CharacterClass.class);
        if (words.containsKey("classes")) {
            for (String name : words.getOrDefault("classes", "").split("\\+", -1)) {
                tagged.add(CharacterClass.named(name));
            }
        }
        PasswordPolicy policy = new PasswordPolicy(
                words.containsKey("length") ? length(words.getOrDefault("length", ""), LEAST_OF_ONE) : length,
                tagged.isEmpty() ? classes : tagged,
                words.getOrDefault("exclude", exclude),
                Map.of());
        if (!policy.isPossible()) {
            throw new IllegalArgumentException("expected classes that keep characters after what is excluded");
        }
        return policy;
    }

    private boolean isPossible() {
        return !classes.isEmpty()
                && length >= classes.size()
                && classes.stream().noneMatch(one -> usable(one).isEmpty());
    }

    /// Whether a text may have been made by this rule.
    boolean mayHaveMade(String text) {
        return text.length() == length
                && text.chars()
                        .allMatch(c ->
                                classes.stream().anyMatch(one -> usable(one).indexOf(c) >= 0))
                && classes.stream()
                        .allMatch(one -> text.chars().anyMatch(c -> usable(one).indexOf(c) >= 0));
    }

    /// The characters of a class that may be used.
    String usable(CharacterClass one) {
        StringBuilder usable = new StringBuilder();
        one.characters().chars().filter(c -> exclude.indexOf(c) < 0).forEach(c -> usable.append((char) c));
        return usable.toString();
    }

    /// With a length that an engine takes.
    PasswordPolicy within(int least, int most) {
        return new PasswordPolicy(Math.clamp(length, least, most), classes, exclude, Map.of());
    }

    private static int length(String text, int least) {
        int length = Parsers.count(text);
        if (length < least || length > MOST) {
            throw new IllegalArgumentException("expected %d to %d characters".formatted(least, MOST));
        }
        return length;
    }
}
