package dev.nightshift.local.aws;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Patterns in which `*` stands for any text and `?` for any one character.
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        return Pattern.compile(regex(pattern), Pattern.DOTALL).matcher(text).matches();
    }

    /// Whether a text matches one of the patterns at least.
    static Predicate<String> anyOf(Collection<String> patterns) {
        String either = patterns.stream().map(Wildcard::regex).collect(Collectors.joining("|"));
        return patterns.isEmpty()
                ? text -> false
                : Pattern.compile(either, Pattern.DOTALL).asMatchPredicate();
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return regex.toString();
    }
}
