package dev.nightshift.local.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One page of DescribeInstances: what the filters leave, from where the token points.
/// Source: DescribeInstances, Amazon EC2 API Reference.
///
/// @param next the token of the next page
record InstancePage(List<Instance> instances, Optional<String> next) {
    private static final int MIN_RESULTS = 5;
    private static final int MAX_RESULTS = 1000;

    static InstancePage of(List<Instance> among, Parameters asked) {
        Optional<Integer> size = asked.text("MaxResults").map(Integer::valueOf);
        Optional<Integer> start = asked.text("NextToken").map(InstancePage::position);
        if (!asked.list("InstanceId").isEmpty()) {
            size.ifPresent(n -> {
                throw Ec2Errors.notTogether("instancesSet", "maxResults");
            });
            start.ifPresent(n -> {
                throw Ec2Errors.notTogether("instancesSet", "nextToken");
            });
        }
        size.ifPresent(InstancePage::mustBeAPageSize);
        Predicate<Instance> wanted =
                asked.items("Filter").stream().map(InstancePage::filter).reduce(instance -> true, Predicate::and);
        List<Instance> found = among.stream().filter(wanted).toList();
        int from = Math.min(start.orElse(0), found.size());
        int to = Math.min(from + size.orElse(found.size()), found.size());
        return new InstancePage(found.subList(from, to), to < found.size() ? Optional.of(token(to)) : Optional.empty());
    }

    /// One filter; one of its values must match.
    private static Predicate<Instance> filter(Parameters filter) {
        String name = filter.textOrEmpty("Name");
        List<String> patterns = filter.list("Value");
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return instance -> Optional.ofNullable(instance.tags().get(key))
                    .filter(value -> anyMatches(patterns, value))
                    .isPresent();
        }
        return switch (name) {
            case "tag-key" -> instance -> instance.tags().keySet().stream().anyMatch(key -> anyMatches(patterns, key));
            case "instance-state-name" ->
                instance -> anyMatches(patterns, instance.state().toString());
            case "instance-id" -> instance -> anyMatches(patterns, instance.id());
            default -> throw Ec2Errors.unknownFilter(name);
        };
    }

    private static boolean anyMatches(List<String> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
    }

    private static void mustBeAPageSize(int size) {
        if (size < MIN_RESULTS || size > MAX_RESULTS) {
            throw Ec2Errors.invalid("Value ( %d ) for parameter maxResults is invalid. Expecting a value %s."
                    .formatted(size, size < MIN_RESULTS ? "greater than 5" : "smaller than 1000"));
        }
    }

    private static String token(int position) {
        return Base64.getUrlEncoder().encodeToString(("from " + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replace("from ", ""));
        } catch (IllegalArgumentException e) {
            throw Ec2Errors.invalid("Value (" + token + ") for parameter nextToken is invalid.");
        }
    }
}
