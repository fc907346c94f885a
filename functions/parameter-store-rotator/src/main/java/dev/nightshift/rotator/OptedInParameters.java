package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.isMore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/// Finds the parameters that opted in, by their tags and descriptions and without any value.
///
/// The tags' index lags behind: what it says is confirmed by describing only what carries such a tag now. What it does
/// not know yet is seen by a later run. Needs `tag:GetResources` and `ssm:DescribeParameters` on everything.
///
/// @param tag the key of the opt-in tag
/// @param descriptions of pending values: those that are listed are remembered
record OptedInParameters(
        SsmClient ssm, ResourceGroupsTaggingApiClient tagging, String tag, PendingDescriptions descriptions) {
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
            ParameterStringFilter tagged =
                    filter("tag:" + tag, "Equals", all.subList(from, Math.min(all.size(), from + PAGE)));
            ParameterStringFilter below = filter("Path", "Recursive", roots(paths));
            String token = null;
            do {
                String page = token;
                DescribeParametersResponse response = called(
                        "DescribeParameters",
                        () -> ssm.describeParameters(request -> request.parameterFilters(tagged, below)
                                .maxResults(PAGE)
                                .nextToken(page)));
                response.parameters().stream()
                        .filter(one -> tags.containsKey(one.name()) || isPending(one.name()))
                        .forEach(one -> {
                            if (isPending(one.name())) {
                                descriptions.listed(one);
                            }
                            found.add(read(one, tags.getOrDefault(one.name(), Map.of())));
                        });
                token = response.nextToken();
            } while (isMore(token));
        }
        return found;
    }

    /// Since when values are pending, whatever their tags.
    List<Instant> pendingSince() {
        ParameterStringFilter below = filter("Path", "Recursive", List.of(Pending.ROOT));
        List<Instant> since = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            DescribeParametersResponse response = called(
                    "DescribeParameters",
                    () -> ssm.describeParameters(request ->
                            request.parameterFilters(below).maxResults(PAGE).nextToken(page)));
            response.parameters().stream()
                    .filter(one -> !one.name().endsWith(Claim.SUFFIX))
                    .forEach(one -> {
                        descriptions.listed(one);
                        since.add(one.lastModifiedDate());
                    });
            token = response.nextToken();
        } while (isMore(token));
        return since;
    }

    private Map<String, Map<String, String>> tags() {
        TagFilter filter = TagFilter.builder().key(tag).build();
        Map<String, Map<String, String>> tags = new HashMap<>();
        String token = null;
        do {
            String page = token;
            GetResourcesResponse response = called(
                    "GetResources",
                    () -> tagging.getResources(request -> request.resourceTypeFilters("ssm:parameter")
                            .tagFilters(filter)
                            .resourcesPerPage(TAGGED_PAGE)
                            .paginationToken(page)));
            response.resourceTagMappingList().forEach(resource -> {
                Map<String, String> own = new HashMap<>();
                resource.tags().forEach(one -> own.put(one.key(), one.value()));
                // arn:aws:ssm:REGION:ACCOUNT:parameter/NAME: the slash is the name's.
                String arn = resource.resourceARN();
                tags.put(arn.substring(arn.indexOf(":parameter") + ":parameter".length()), own);
            });
            token = response.paginationToken();
        } while (isMore(token));
        return tags;
    }

    private static Parameter read(ParameterMetadata one, Map<String, String> tags) {
        return new Parameter(
                one.name(),
                one.typeAsString(),
                one.version(),
                one.keyId() == null ? "" : one.keyId(),
                one.tierAsString(),
                one.dataType(),
                Optional.ofNullable(one.description()),
                Optional.ofNullable(one.allowedPattern()),
                one.policies().stream()
                        .filter(policy -> "Expiration".equals(policy.policyType()))
                        .map(policy -> Expiry.of(policy.policyText()))
                        .findFirst(),
                one.lastModifiedDate(),
                one.lastModifiedUser(),
                tags);
    }

    private static boolean isPending(String name) {
        return name.startsWith(Pending.ROOT + "/");
    }

    private static List<String> roots(List<String> paths) {
        return Stream.concat(paths.stream().map(path -> path.substring(0, path.length() - 1)), Stream.of(Pending.ROOT))
                .toList();
    }

    private static ParameterStringFilter filter(String key, String option, List<String> values) {
        return ParameterStringFilter.builder()
                .key(key)
                .option(option)
                .values(values)
                .build();
    }
}
