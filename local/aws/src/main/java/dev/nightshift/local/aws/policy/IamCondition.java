package dev.nightshift.local.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/// One line of a statement's condition block; all lines of a statement must hold.
/// Source: IAM JSON policy elements: Condition operators, IAM User Guide.
sealed interface IamCondition {
    /// How a key with several values is read. Source: Set operators for multi-valued context
    /// keys, IAM User Guide.
    enum Quantifier {
        SINGLE,
        ALL,
        ANY
    }

    /// The operator `Null`.
    record Absent(String key, boolean absent) implements IamCondition {
        @Override
        public boolean holds(Map<String, List<String>> context) {
            return context.getOrDefault(key, List.of()).isEmpty() == absent;
        }
    }

    /// An operator that compares.
    ///
    /// @param ifExists whether it holds when the key is absent
    /// @param expected one of them must match a value, the expected text being the first argument
    record Comparison(
            Quantifier quantifier,
            BiPredicate<String, String> matches,
            boolean ifExists,
            String key,
            List<String> expected)
            implements IamCondition {
        @Override
        public boolean holds(Map<String, List<String>> context) {
            List<String> values = context.getOrDefault(key, List.of());
            if (values.isEmpty()) {
                return ifExists || quantifier == Quantifier.ALL;
            }
            if (quantifier == Quantifier.SINGLE && values.size() > 1) {
                throw new IllegalArgumentException(key + " has several values: ForAllValues or ForAnyValue is missing");
            }
            return quantifier == Quantifier.ALL
                    ? values.stream().allMatch(this::isExpected)
                    : values.stream().anyMatch(this::isExpected);
        }

        private boolean isExpected(String value) {
            return expected.stream().anyMatch(text -> matches.test(text, value));
        }
    }

    boolean holds(Map<String, List<String>> context);

    /// The lines of a condition block: operator, key, values.
    static List<IamCondition> all(Map<?, ?> block) {
        List<IamCondition> conditions = new ArrayList<>();
        block.forEach((operator, lines) -> {
            if (!(lines instanceof Map<?, ?> keys)) {
                throw new IllegalArgumentException(operator + " needs keys with values: " + lines);
            }
            keys.forEach((key, values) ->
                    conditions.add(of(String.valueOf(operator), String.valueOf(key), IamStatement.texts(values))));
        });
        return List.copyOf(conditions);
    }

    private static IamCondition of(String operator, String key, List<String> values) {
        if (operator.equals("Null")) {
            return new Absent(key, values.equals(List.of("true")));
        }
        int colon = operator.indexOf(':');
        Quantifier quantifier = switch (operator.substring(0, colon + 1)) {
            case "" -> Quantifier.SINGLE;
            case "ForAllValues:" -> Quantifier.ALL;
            case "ForAnyValue:" -> Quantifier.ANY;
            default -> throw new IllegalArgumentException("set operator " + operator + " is not known here");
        };
        String name = operator.substring(colon + 1);
        boolean ifExists = name.endsWith("IfExists");
        name = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        return new Comparison(quantifier, matcher(name), ifExists, key, values);
    }

    private static BiPredicate<String, String> matcher(String operator) {
        return switch (operator) {
            case "StringEquals" -> String::equals;
            case "StringLike" -> Wildcard::matches;
            case "ArnEquals", "ArnLike" -> IamCondition::arnMatches;
            case "Bool" -> String::equalsIgnoreCase;
            default -> throw new IllegalArgumentException("condition operator " + operator + " is not known here");
        };
    }

    /// Each of an ARN's six parts by itself: a wildcard does not reach over a colon before the last part.
    private static boolean arnMatches(String pattern, String arn) {
        String[] patterns = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        boolean matches = patterns.length == parts.length;
        for (int i = 0; matches && i < parts.length; i++) {
            matches = Wildcard.matches(patterns[i], parts[i]);
        }
        return matches;
    }
}
