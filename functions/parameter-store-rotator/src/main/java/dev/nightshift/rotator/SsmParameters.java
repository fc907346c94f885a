package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/// The parameters of one account and region by the APIs of Systems Manager and of tagging.
///
/// Needs `tag:GetResources` and `ssm:DescribeParameters` on everything; `ssm:GetParameters`, `ssm:GetParameterHistory`
/// and `ssm:PutParameter` that overwrites below the paths; and `ssm:GetParameters`, `ssm:PutParameter` that creates,
/// `ssm:AddTagsToResource` and `ssm:DeleteParameter` below [Pending#ROOT].
final class SsmParameters implements ParameterStore {
    // DescribeParameters, API reference: MaxResults at most 50, as many values a filter.
    private static final int PAGE = 50;
    private static final int TAGGED_PAGE = 100;
    private static final int STANDARD_BYTES = 4096;

    private final SsmClient ssm;
    private final ResourceGroupsTaggingApiClient tagging;
    private final String tag;
    private final String pendingKey;

    /// Makes it from its clients.
    ///
    /// @param tag the key of the opt-in tag
    /// @param pendingKey the KMS key of pending values: an id, an ARN or an alias
    SsmParameters(SsmClient ssm, ResourceGroupsTaggingApiClient tagging, String tag, String pendingKey) {
        this.ssm = ssm;
        this.tagging = tagging;
        this.tag = tag;
        this.pendingKey = pendingKey;
    }

    /// The tags' index lags behind: what it says is confirmed by describing only what carries such
    /// a tag now. What it does not know yet is seen by a later run.
    @Override
    public List<Parameter> optedIn(List<String> paths) {
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
                        .forEach(one -> found.add(read(one, tags.getOrDefault(one.name(), Map.of()))));
                token = response.nextToken();
            } while (isMore(token));
        }
        return found;
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

    @Override
    public List<Past> history(String name) {
        List<Past> past = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            GetParameterHistoryResponse response = called(
                    "GetParameterHistory",
                    () -> ssm.getParameterHistory(
                            request -> request.name(name).maxResults(PAGE).nextToken(page)));
            response.parameters()
                    .forEach(one -> past.add(
                            new Past(one.version(), one.lastModifiedDate(), one.lastModifiedUser(), one.labels())));
            token = response.nextToken();
        } while (isMore(token));
        return past;
    }

    @Override
    public Map<String, Value> read(List<String> names) {
        GetParametersResponse response = called(
                "GetParameters",
                () -> ssm.getParameters(request -> request.names(names).withDecryption(true)));
        Map<String, Value> values = new HashMap<>();
        response.parameters()
                .forEach(one -> values.put(
                        one.name() + (one.selector() == null ? "" : one.selector()),
                        new Value(Secret.of(one.value()), one.version(), one.lastModifiedDate())));
        return values;
    }

    @Override
    public boolean begin(Parameter of, Pending pending) {
        return create(of, Pending.nameFor(of.name()), "Pending value of ", pending.written());
    }

    @Override
    public boolean claim(Parameter of, Secret written) {
        return create(of, Claim.nameFor(of.name()), "Open rotation of ", written);
    }

    private boolean create(Parameter of, String name, String description, Secret value) {
        List<Tag> tags = of.tags().entrySet().stream()
                .filter(one -> one.getKey().equals(tag) || one.getKey().equals(RotatorConfig.STRATEGY_TAG))
                .map(one ->
                        Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList();
        return called("PutParameter of " + name, () -> {
            try {
                ssm.putParameter(request -> request.name(name)
                        .value(value.reveal())
                        .type(ParameterType.SECURE_STRING)
                        .keyId(pendingKey)
                        .tier(value.fits(STANDARD_BYTES) ? ParameterTier.STANDARD : ParameterTier.ADVANCED)
                        .description(description + of.name())
                        .tags(tags)
                        .overwrite(false));
                return true;
            } catch (ParameterAlreadyExistsException | TooManyUpdatesException e) {
                return false;
            }
        });
    }

    /// What is left out is lost: without a key the account's default would encrypt the value.
    @Override
    public long write(Parameter parameter, Secret value) {
        return called(
                "PutParameter",
                () -> ssm.putParameter(request -> request.name(parameter.name())
                                .value(value.reveal())
                                .type(ParameterType.SECURE_STRING)
                                .keyId(parameter.keyId().isEmpty() ? null : parameter.keyId())
                                .tier(parameter.tier())
                                .dataType(parameter.dataType())
                                .description(parameter.description().orElse(null))
                                .allowedPattern(parameter.allowedPattern().orElse(null))
                                .overwrite(true))
                        .version());
    }

    @Override
    public void end(String parameter) {
        delete(Pending.nameFor(parameter));
    }

    @Override
    public void release(String parameter) {
        delete(Claim.nameFor(parameter));
    }

    private void delete(String name) {
        called("DeleteParameter", () -> {
            try {
                return ssm.deleteParameter(request -> request.name(name));
            } catch (ParameterNotFoundException e) {
                // Another run was faster.
                return e;
            }
        });
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
                one.policies().stream().anyMatch(policy -> "Expiration".equals(policy.policyType())),
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

    private static boolean isMore(@Nullable String token) {
        return token != null && !token.isEmpty();
    }
}
