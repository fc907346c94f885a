package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.number;
import static dev.nightshift.rotator.AwsCall.pages;
import static dev.nightshift.rotator.AwsCall.text;
import static dev.nightshift.rotator.AwsCall.time;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.kit.aws.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The parameters of one account and region by the APIs of Systems Manager and of tagging.
///
/// Needs `tag:GetResources` and `ssm:DescribeParameters` on everything; `ssm:GetParameters`, `ssm:GetParameterHistory`
/// and `ssm:PutParameter` that overwrites below the paths; and `ssm:GetParameters`, `ssm:PutParameter` that creates,
/// `ssm:AddTagsToResource` and `ssm:DeleteParameter` below [Pending#ROOT].
final class SsmParameters implements ParameterStore {
    // GetParameterHistory, API reference: MaxResults at most 50.
    private static final int PAGE = 50;
    private static final int STANDARD_BYTES = 4096;

    private final JsonApi ssm;
    private final OptedInParameters found;
    private final String tag;
    private final String pendingKey;
    private final PendingDescriptions descriptions;

    /// Makes it from its clients.
    ///
    /// @param tag the key of the opt-in tag
    /// @param pendingKey the KMS key of pending values: an id, an ARN or an alias
    SsmParameters(Clients clients, String tag, String pendingKey) {
        this.ssm = api(clients);
        this.descriptions = new PendingDescriptions();
        JsonApi tagging = clients.json("tagging", "ResourceGroupsTaggingAPI_20170126");
        this.found = new OptedInParameters(ssm, tagging, tag, descriptions);
        this.tag = tag;
        this.pendingKey = pendingKey;
    }

    /// Systems Manager.
    static JsonApi api(Clients clients) {
        return clients.json("ssm", "AmazonSSM");
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
        pages(
                ssm,
                "GetParameterHistory",
                "NextToken",
                Map.of("Name", name, "MaxResults", PAGE),
                page -> page.all("Parameters").map(SsmParameters::past).forEach(past::add));
        return past;
    }

    private static Past past(Answer one) {
        return new Past(
                number(one, "Version"),
                time(one, "LastModifiedDate"),
                one.text("LastModifiedUser"),
                one.texts("Labels"));
    }

    @Override
    public Map<String, Value> read(List<String> names) {
        Map<String, Value> values = new HashMap<>();
        return called("GetParameters", () -> {
            ssm.call("GetParameters", Map.of("Names", names, "WithDecryption", true))
                    .all("Parameters")
                    .forEach(one -> values.put(one.text("Name") + one.text("Selector"), value(one)));
            return values;
        });
    }

    private Value value(Answer one) {
        Instant modified = time(one, "LastModifiedDate");
        return new Value(
                Secret.of(text(one, "Value")),
                number(one, "Version"),
                modified,
                described(text(one, "Name"), modified));
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
        List<Map<String, String>> tags = of.tags().entrySet().stream()
                .filter(one -> one.getKey().equals(tag) || one.getKey().equals(RotatorConfig.STRATEGY_TAG))
                .map(one -> Map.of("Key", one.getKey(), "Value", one.getValue()))
                .toList();
        // Tags and a description go with the call that creates, so that there is never one without the other.
        Map<String, Object> input = Map.of(
                "Name",
                name,
                "Value",
                value.reveal(),
                "Type",
                "SecureString",
                "KeyId",
                pendingKey,
                "Tier",
                value.fits(STANDARD_BYTES) ? "Standard" : "Advanced",
                "Description",
                description,
                "Tags",
                tags,
                "Overwrite",
                false);
        return called("PutParameter of " + name, () -> {
            try {
                ssm.call("PutParameter", input);
                descriptions.wrote(name, description);
                return true;
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "ParameterAlreadyExists", AwsCall.TOO_MANY_UPDATES)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /// What is left out is lost: without a key the account's default would encrypt the value.
    @Override
    public long write(Parameter parameter, Secret value) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("Name", parameter.name());
        input.put("Value", value.reveal());
        input.put("Type", "SecureString");
        input.put("Tier", parameter.tier());
        input.put("Overwrite", true);
        known(parameter.keyId()).ifPresent(key -> input.put("KeyId", key));
        known(parameter.dataType()).ifPresent(type -> input.put("DataType", type));
        parameter.description().ifPresent(text -> input.put("Description", text));
        parameter.allowedPattern().ifPresent(pattern -> input.put("AllowedPattern", pattern));
        return called("PutParameter", () -> number(ssm.call("PutParameter", input), "Version"));
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(one -> !one.isEmpty());
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
                return ssm.call("DeleteParameter", Map.of("Name", name));
            } catch (AwsServiceException e) {
                if (Refusal.is(e, "ParameterNotFound")) {
                    // Another run was faster.
                    return e;
                }
                throw e;
            }
        });
    }
}
