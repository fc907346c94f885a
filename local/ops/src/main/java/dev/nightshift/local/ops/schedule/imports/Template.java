package dev.nightshift.local.ops.schedule.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CloudFormation template with schedules as resources of the type `Custom::ServiceInstanceSchedule`.
///
/// Resolves `Ref` and `Fn::Sub` of parameters that have a default, and of the stack's name where it is known. Every
/// other function is left as it is. Facts: "Manage schedules using Infrastructure as Code", Instance Scheduler on
/// AWS guide; "Fn::Sub", CloudFormation template reference.
///
/// @param stack the name of the deployed stack
record Template(Map<?, ?> tree, Optional<String> stack) {
    static final String TYPE = "Custom::ServiceInstanceSchedule";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    static boolean isTemplate(Map<?, ?> tree) {
        return tree.get("Resources") instanceof Map;
    }

    /// The schedules' properties by logical id, resolved as far as they can be.
    Map<String, Map<?, ?>> schedules() {
        Map<String, Map<?, ?>> schedules = new LinkedHashMap<>();
        if (tree.get("Resources") instanceof Map<?, ?> resources) {
            resources.forEach((id, resource) -> {
                if (resource instanceof Map<?, ?> map
                        && TYPE.equals(map.get("Type"))
                        && resolved(map.get("Properties")) instanceof Map<?, ?> properties) {
                    schedules.put(String.valueOf(id), properties);
                }
            });
        }
        return schedules;
    }

    /// The condition that decides whether a schedule is deployed.
    Optional<String> condition(String id) {
        return tree.get("Resources") instanceof Map<?, ?> resources && resources.get(id) instanceof Map<?, ?> resource
                ? Optional.ofNullable(resource.get("Condition")).map(String::valueOf)
                : Optional.empty();
    }

    private @Nullable Object resolved(@Nullable Object value) {
        return switch (value) {
            case List<?> items ->
                items.stream().map(this::resolved).filter(item -> item != null).toList();
            case Map<?, ?> map
            when map.size() == 1 && map.containsKey("Ref") ->
                value(String.valueOf(map.get("Ref"))).<Object>map(text -> text).orElse(map);
            case Map<?, ?> map
            when map.size() == 1 && map.get("Fn::Sub") instanceof String text ->
                substituted(text).<Object>map(done -> done).orElse(map);
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, each) -> {
                    Object done = resolved(each);
                    if (done != null) {
                        copy.put(String.valueOf(key), done);
                    }
                });
                yield copy;
            }
            case null, default -> value;
        };
    }

    private Optional<String> substituted(String text) {
        Matcher variables = VARIABLE.matcher(text);
        StringBuilder done = new StringBuilder();
        while (variables.find()) {
            Optional<String> value = value(variables.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            variables.appendReplacement(done, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(variables.appendTail(done).toString().replace("${!", "${"));
    }

    private Optional<String> value(String name) {
        if (name.equals("AWS::StackName")) {
            return stack;
        }
        return tree.get("Parameters") instanceof Map<?, ?> parameters
                        && parameters.get(name) instanceof Map<?, ?> parameter
                ? Optional.ofNullable(parameter.get("Default")).map(String::valueOf)
                : Optional.empty();
    }
}
