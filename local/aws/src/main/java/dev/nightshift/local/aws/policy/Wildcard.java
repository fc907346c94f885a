package dev.nightshift.local.aws.policy;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Patterns in which `*` stands for any text and `?` for any one character.
public final class Wildcard {
    private static final Pattern PART_OF_FILTER = Pattern.compile("\\\\(.)|.", Pattern.DOTALL);

    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        return Pattern.compile(regex(pattern), Pattern.DOTALL).matcher(text).matches();
    }

    /// Whether a text matches one of the values of an EC2 filter at least: there `\` makes the
    /// character after it an ordinary one. Source: *Filtering resources*, Amazon EC2 User Guide.
    public static Predicate<String> anyOf(Collection<String> values) {
        String either = values.stream().map(Wildcard::filter).collect(Collectors.joining("|"));
        return values.isEmpty()
                ? text -> false
                : Pattern.compile(either, Pattern.DOTALL).asMatchPredicate();
    }

    private static String filter(String value) {
        Matcher parts = PART_OF_FILTER.matcher(value);
        return parts.replaceAll(part ->
                Matcher.quoteReplacement(part.group(1) == null ? regex(part.group()) : Pattern.quote(part.group(1))));
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
