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

    /// @param byId whether these instances were asked for by their ids: then all of them are one page
    static InstancePage of(List<Instance> among, boolean byId, Parameters asked) {
        if (byId) {
            mustBeAbsent("MaxResults", "maxResults", asked);
            mustBeAbsent("NextToken", "nextToken", asked);
        }
        List<Instance> found = among.stream()
                .filter(asked.items("Filter").stream().map(InstancePage::filter).reduce(one -> true, Predicate::and))
                .toList();
        int size = asked.text("MaxResults").map(InstancePage::size).orElse(found.size());
        int from = Math.min(asked.text("NextToken").map(InstancePage::position).orElse(0), found.size());
        int to = Math.min(from + size, found.size());
        return new InstancePage(found.subList(from, to), to < found.size() ? Optional.of(token(to)) : Optional.empty());
    }

    private static void mustBeAbsent(String parameter, String inWords, Parameters asked) {
        if (asked.text(parameter).isPresent()) {
            throw AwsException.badRequest(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter " + inWords);
        }
    }

    /// One filter; one of its values must match.
    private static Predicate<Instance> filter(Parameters filter) {
        String name = filter.textOrEmpty("Name");
        Predicate<String> wanted = Wildcard.anyOf(filter.list("Value"));
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return instance ->
                    Optional.ofNullable(instance.tags().get(key)).filter(wanted).isPresent();
        }
        return switch (name) {
            case "tag-key" -> instance -> instance.tags().keySet().stream().anyMatch(wanted);
            case "instance-state-name" ->
                instance -> wanted.test(instance.state().toString());
            case "instance-id" -> instance -> wanted.test(instance.id());
            default ->
                throw AwsException.unrecognized(
                        "InvalidParameterValue", "this endpoint does not know the filter " + name);
        };
    }

    private static int size(String maxResults) {
        int size = Integer.parseInt(maxResults);
        if (size < MIN_RESULTS || size > MAX_RESULTS) {
            throw Ec2Rules.invalid("Value ( %d ) for parameter maxResults is invalid. Expecting a value %s."
                    .formatted(size, size < MIN_RESULTS ? "greater than 5" : "smaller than 1000"));
        }
        return size;
    }

    private static String token(int position) {
        return Base64.getUrlEncoder().encodeToString(("from " + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replace("from ", ""));
        } catch (IllegalArgumentException e) {
            throw Ec2Rules.invalid("Value (" + token + ") for parameter nextToken is invalid.");
        }
    }
}
