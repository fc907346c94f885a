package dev.nightshift.rotator;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a generated value is made of.
///
/// @param length in characters, all of them ASCII
/// @param classes at least one character of each, and of nothing else
/// @param exclude characters that are not used
public record PasswordPolicy(int length, Set<CharacterClass> classes, String exclude) {
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
        int length = settings.at("length").orElse(32, PasswordPolicy::length);
        Set<CharacterClass> classes = EnumSet.noneOf(CharacterClass.class);
        settings.at("classes")
                .items()
                .forEach(item -> classes.add(item.as(CharacterClass::named, CharacterClass.LOWER)));
        if (!settings.at("classes").present()) {
            classes.addAll(EnumSet.allOf(CharacterClass.class));
        }
        String exclude = settings.at("exclude").orElse("", text -> text);
        PasswordPolicy policy = new PasswordPolicy(length, classes, exclude);
        if (classes.isEmpty()
                || classes.stream().anyMatch(one -> policy.usable(one).isEmpty())) {
            settings.problem("expected classes that keep characters after what is excluded");
        }
        return policy;
    }

    /// The characters of a class that may be used.
    String usable(CharacterClass one) {
        StringBuilder usable = new StringBuilder();
        one.characters().chars().filter(c -> exclude.indexOf(c) < 0).forEach(c -> usable.append((char) c));
        return usable.toString();
    }

    /// With a length that an engine takes.
    PasswordPolicy within(int least, int most) {
        return new PasswordPolicy(Math.clamp(length, least, most), classes, exclude);
    }

    private static int length(String text) {
        int length = Parsers.count(text);
        if (length < 16 || length > 128) {
            throw new IllegalArgumentException("expected 16 to 128 characters");
        }
        return length;
    }
}
