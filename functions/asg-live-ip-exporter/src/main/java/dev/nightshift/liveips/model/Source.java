package dev.nightshift.liveips.model;

import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where servers of a list come from.
public sealed interface Source {
    /// An Auto Scaling group.
    record Named(String name) implements Source {
        @Override
        public String subject() {
            return "group " + name;
        }

        @Override
        public boolean selects(Group group) {
            return group.name().equals(name);
        }
    }

    /// All Auto Scaling groups whose names match a pattern as EC2's filters have them: `*` stands for any text, `?` for
    /// any one character, and `\` makes the character after it an ordinary one.
    record Matching(String pattern) implements Source {
        private static final Pattern PART = Pattern.compile("\\\\(.)|(\\*)|(\\?)|(.)", Pattern.DOTALL);

        @Override
        public String name() {
            return "groups:" + pattern;
        }

        @Override
        public String subject() {
            return "any group that matches " + pattern;
        }

        @Override
        public boolean selects(Group group) {
            return isAutoScaling(group.name()) && isMatchedBy(group.name());
        }

        private boolean isMatchedBy(String group) {
            String regex = PART.matcher(pattern).replaceAll(part -> Matcher.quoteReplacement(regex(part.group())));
            return group.matches(regex);
        }

        private static String regex(String part) {
            return switch (part) {
                case "*" -> ".*";
                case "?" -> ".";
                default -> Pattern.quote(part.substring(part.length() - 1));
            };
        }
    }

    /// All Auto Scaling groups that have all of some tags.
    ///
    /// @param tags values by key; an empty one stands for any
    record Tagged(NavigableMap<String, String> tags) implements Source {
        @Override
        public String name() {
            return "groups:" + text(tags);
        }

        @Override
        public String subject() {
            return "any group tagged " + text(tags);
        }

        @Override
        public boolean selects(Group group) {
            return isAutoScaling(group.name())
                    && tags.entrySet().stream()
                            .allMatch(tag -> tag.getValue().isEmpty()
                                    ? group.tags().containsKey(tag.getKey())
                                    : tag.getValue().equals(group.tags().get(tag.getKey())));
        }
    }

    /// All EC2 instances that have all of some tags and belong to no Auto Scaling group.
    ///
    /// @param tags values by key; an empty one stands for any
    record Instances(NavigableMap<String, String> tags) implements Source {
        public static final String PREFIX = "ec2:";
        private static final String SUBJECT = "any instance tagged ";

        @Override
        public String name() {
            return PREFIX + text(tags);
        }

        @Override
        public String subject() {
            return SUBJECT + text(tags);
        }

        @Override
        public boolean selects(Group group) {
            return group.name().equals(name());
        }
    }

    /// The tasks of an ECS service.
    record Service(String cluster, String service) implements Source {
        public static final String PREFIX = "ecs:";
        /// What a finding about a task definition begins with.
        public static final String DEFINITION = "task definition ";

        private static final String SUBJECT = "service ";

        @Override
        public String name() {
            return PREFIX + cluster + "/" + service;
        }

        @Override
        public String subject() {
            return SUBJECT + cluster + "/" + service;
        }

        @Override
        public boolean selects(Group group) {
            return group.name().equals(name());
        }
    }

    /// The name under which its servers are kept together: an Auto Scaling group's own, or one with a colon.
    String name();

    /// What is missing when nothing matches it, as the beginning of a sentence that ends in "is not known".
    String subject();

    /// Whether its servers are those of the group.
    boolean selects(Group group);

    /// Who knows it.
    default String authority() {
        return switch (this) {
            case Named named -> "Auto Scaling";
            case Matching matching -> "Auto Scaling";
            case Tagged tagged -> "Auto Scaling";
            case Instances instances -> "EC2";
            case Service service -> "ECS";
        };
    }

    /// Whether a finding's subject is a source of instances or a service, which a look asks for by itself.
    static boolean isNamedIn(String subject) {
        return subject.startsWith(Instances.SUBJECT) || subject.startsWith(Service.SUBJECT);
    }

    /// Whether this is the name of an Auto Scaling group, which has no colon. Source: CreateAutoScalingGroup, Amazon
    /// EC2 Auto Scaling API Reference.
    static boolean isAutoScaling(String name) {
        return name.indexOf(':') < 0;
    }

    /// The last part of an ARN: a task's id, a service's or cluster's name.
    static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String text(NavigableMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
    }
}
