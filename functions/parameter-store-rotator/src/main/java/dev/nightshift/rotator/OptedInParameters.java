package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.number;
import static dev.nightshift.rotator.AwsCall.pages;
import static dev.nightshift.rotator.AwsCall.text;
import static dev.nightshift.rotator.AwsCall.time;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Finds the parameters that opted in, by their tags and descriptions and without any value.
///
/// The tags' index lags behind: what it says is confirmed by describing only what carries such a tag now. What it does
/// not know yet is seen by a later run. Needs `tag:GetResources` and `ssm:DescribeParameters` on everything.
///
/// @param tag the key of the opt-in tag
/// @param descriptions of pending values: those that are listed are remembered
record OptedInParameters(JsonApi ssm, JsonApi tagging, String tag, PendingDescriptions descriptions) {
    // DescribeParameters, API reference: MaxResults at most 50, as many values a filter.
    private static final int PAGE = 50;
    private static final int TAGGED_PAGE = 100;

    /// Those below the paths, and what is pending.
    ///
    /// @param paths each with a slash at its end
    List<Parameter> below(List<String> paths) {
        descriptions.clear();
        Map<String, Map<String, String>> tags = tags();
        Set<String> values = new TreeSet<>();
        tags.values().forEach(one -> values.add(one.getOrDefault(tag, "")));
        List<Parameter> found = new ArrayList<>();
        List<String> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += PAGE) {
            Map<String, Object> tagged =
                    filter("tag:" + tag, "Equals", all.subList(from, Math.min(all.size(), from + PAGE)));
            describe(List.of(tagged, filter("Path", "Recursive", roots(paths))), one -> {
                String name = text(one, "Name");
                if (isPending(name)) {
                    descriptions.listed(one);
                }
                if (isPending(name) || tags.containsKey(name)) {
                    found.add(read(one, tags.getOrDefault(name, Map.of())));
                }
            });
        }
        return found;
    }

    /// Since when values are pending, whatever their tags.
    List<Instant> pendingSince() {
        List<Instant> since = new ArrayList<>();
        describe(List.of(filter("Path", "Recursive", List.of(Pending.ROOT))), one -> {
            if (!text(one, "Name").endsWith(Claim.SUFFIX)) {
                descriptions.listed(one);
                since.add(time(one, "LastModifiedDate"));
            }
        });
        return since;
    }

    private void describe(List<Map<String, Object>> filters, Consumer<Answer> parameter) {
        pages(
                ssm,
                "DescribeParameters",
                "NextToken",
                Map.of("ParameterFilters", filters, "MaxResults", PAGE),
                page -> page.all("Parameters").forEach(parameter));
    }

    private Map<String, Map<String, String>> tags() {
        Map<String, Map<String, String>> tags = new HashMap<>();
        Map<String, Object> input = Map.of(
                "ResourceTypeFilters",
                List.of("ssm:parameter"),
                "TagFilters",
                List.of(Map.of("Key", tag)),
                "ResourcesPerPage",
                TAGGED_PAGE);
        pages(
                tagging,
                "GetResources",
                "PaginationToken",
                input,
                page -> page.all("ResourceTagMappingList").forEach(resource -> {
                    Map<String, String> own = new HashMap<>();
                    resource.all("Tags").forEach(one -> own.put(text(one, "Key"), text(one, "Value")));
                    // arn:aws:ssm:REGION:ACCOUNT:parameter/NAME: the slash is the name's.
                    String arn = text(resource, "ResourceARN");
                    tags.put(arn.substring(arn.indexOf(":parameter") + ":parameter".length()), own);
                }));
        return tags;
    }

    private static Parameter read(Answer one, Map<String, String> tags) {
        return new Parameter(
                text(one, "Name"),
                text(one, "Type"),
                number(one, "Version"),
                one.text("KeyId"),
                text(one, "Tier"),
                one.text("DataType"),
                optional(one, "Description"),
                optional(one, "AllowedPattern"),
                one.all("Policies")
                        .filter(policy -> policy.text("PolicyType").equals("Expiration"))
                        .map(policy -> Expiry.of(text(policy, "PolicyText")))
                        .findFirst(),
                time(one, "LastModifiedDate"),
                one.text("LastModifiedUser"),
                tags);
    }

    private static Optional<String> optional(Answer one, String member) {
        return one.all(member).findFirst().map(Answer::text);
    }

    private static boolean isPending(String name) {
        return name.startsWith(Pending.ROOT + "/");
    }

    private static List<String> roots(List<String> paths) {
        return Stream.concat(paths.stream().map(path -> path.substring(0, path.length() - 1)), Stream.of(Pending.ROOT))
                .toList();
    }

    private static Map<String, Object> filter(String key, String option, List<String> values) {
        return Map.of("Key", key, "Option", option, "Values", values);
    }
}
