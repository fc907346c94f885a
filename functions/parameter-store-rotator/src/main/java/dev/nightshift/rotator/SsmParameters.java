package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.isMore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
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
    // GetParameterHistory, API reference: MaxResults at most 50.
    private static final int PAGE = 50;
    private static final int STANDARD_BYTES = 4096;

    private final SsmClient ssm;
    private final OptedInParameters found;
    private final String tag;
    private final String pendingKey;
    private final PendingDescriptions descriptions;

    /// Makes it from its clients.
    ///
    /// @param tag the key of the opt-in tag
    /// @param pendingKey the KMS key of pending values: an id, an ARN or an alias
    SsmParameters(SsmClient ssm, ResourceGroupsTaggingApiClient tagging, String tag, String pendingKey) {
        this.ssm = ssm;
        this.descriptions = new PendingDescriptions();
        this.found = new OptedInParameters(ssm, tagging, tag, descriptions);
        this.tag = tag;
        this.pendingKey = pendingKey;
    }

    @Override
    public List<Parameter> optedIn(List<String> paths) {
        return found.below(paths);
    }

    @Override
    public List<Instant> pendingSince() {
        return found.pendingSince();
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
                        new Value(
                                Secret.of(one.value()),
                                one.version(),
                                one.lastModifiedDate(),
                                described(one.name(), one.lastModifiedDate()))));
        return values;
    }

    // No call is made for what was listed or written in this run.
    private Optional<String> described(String name, Instant modified) {
        if (!name.startsWith(Pending.ROOT + "/") || name.endsWith(Claim.SUFFIX)) {
            return Optional.empty();
        }
        return descriptions.of(name, modified).or(() -> {
            found.pendingSince();
            return descriptions.of(name, modified);
        });
    }

    @Override
    public boolean begin(Parameter of, Pending pending) {
        return create(of, Pending.nameFor(of.name()), pending.description(), pending.value());
    }

    @Override
    public boolean claim(Parameter of, Secret written) {
        return create(of, Claim.nameFor(of.name()), Pending.shortened("Open rotation of " + of.name()), written);
    }

    private boolean create(Parameter of, String name, String description, Secret value) {
        List<Tag> tags = of.tags().entrySet().stream()
                .filter(one -> one.getKey().equals(tag) || one.getKey().equals(RotatorConfig.STRATEGY_TAG))
                .map(one ->
                        Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList();
        return called("PutParameter of " + name, () -> {
            try {
                // Tags and a description go with the call that creates, so that there is never one without the other.
                ssm.putParameter(request -> request.name(name)
                        .value(value.reveal())
                        .type(ParameterType.SECURE_STRING)
                        .keyId(pendingKey)
                        .tier(value.fits(STANDARD_BYTES) ? ParameterTier.STANDARD : ParameterTier.ADVANCED)
                        .description(description)
                        .tags(tags)
                        .overwrite(false));
                descriptions.wrote(name, description);
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
}
