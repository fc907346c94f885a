package dev.nightshift.local.aws.policy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One statement of a policy.
///
/// @param allows whether its effect is to allow; else it denies
record IamStatement(boolean allows, List<String> actions, List<String> resources, List<IamCondition> conditions) {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    static IamStatement of(Object json) {
        if (!(json instanceof Map<?, ?> statement) || !KNOWN.containsAll(statement.keySet())) {
            throw new IllegalArgumentException("a statement may only have " + KNOWN + ": " + json);
        }
        boolean allows = switch (String.valueOf(statement.get("Effect"))) {
            case "Allow" -> true;
            case "Deny" -> false;
            default -> throw new IllegalArgumentException("Effect is neither Allow nor Deny: " + json);
        };
        Object condition = statement.containsKey("Condition") ? statement.get("Condition") : Map.of();
        if (!(condition instanceof Map<?, ?> block)) {
            throw new IllegalArgumentException("Condition is no block of operators: " + json);
        }
        return new IamStatement(
                allows, texts(statement.get("Action")), texts(statement.get("Resource")), IamCondition.all(block));
    }

    boolean isAbout(IamRequest request) {
        String action = request.action().toLowerCase(Locale.ROOT);
        return actions.stream().anyMatch(pattern -> Wildcard.matches(pattern.toLowerCase(Locale.ROOT), action))
                && resources.stream().anyMatch(pattern -> Wildcard.matches(pattern, request.resource()))
                && conditions.stream().allMatch(condition -> condition.holds(request.context()));
    }

    /// The items of a list, or the one item that IAM takes in a list's place.
    static List<?> items(@Nullable Object json) {
        return json instanceof Collection<?> list ? List.copyOf(list) : json == null ? List.of() : List.of(json);
    }

    /// Texts, at least one. A policy variable would need what this endpoint does not know.
    static List<String> texts(@Nullable Object json) {
        List<String> texts = items(json).stream().map(IamStatement::text).toList();
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a statement without actions, resources or values");
        }
        return texts;
    }

    private static String text(Object json) {
        String text = String.valueOf(json);
        if (!(json instanceof String || json instanceof Boolean || json instanceof Number) || text.contains("${")) {
            throw new IllegalArgumentException("expected a plain text: " + json);
        }
        return text;
    }
}
