package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What Parameter Store can be asked for. Sources: the page of each operation, AWS Systems Manager API Reference;
/// Actions, resources, and condition keys for AWS Systems Manager, Service Authorization Reference.
final class SsmOperations {
    private final Ssm ssm;
    private final Place place;

    SsmOperations(Ssm ssm, Place place) {
        this.ssm = ssm;
        this.place = place;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "GetParameter",
                new Operation(
                        Set.of("Name", "WithDecryption"),
                        asked -> reading("GetParameter", List.of(asked.textOrEmpty("Name")), asked),
                        this::getParameter),
                "GetParameters",
                new Operation(
                        Set.of("Names.N", "WithDecryption"),
                        asked -> reading("GetParameters", asked.list("Names"), asked),
                        this::getParameters),
                "GetParameterHistory",
                new Operation(
                        Set.of("Name", "WithDecryption", "MaxResults", "NextToken"),
                        asked -> reading("GetParameterHistory", List.of(asked.textOrEmpty("Name")), asked),
                        this::getParameterHistory),
                "DescribeParameters",
                new Operation(
                        Set.of(
                                "ParameterFilters.N.Key",
                                "ParameterFilters.N.Option",
                                "ParameterFilters.N.Values.N",
                                "MaxResults",
                                "NextToken"),
                        asked -> List.of(IamRequest.of("ssm:DescribeParameters", "*")),
                        this::describeParameters),
                "PutParameter",
                new Operation(
                        Set.of(
                                "Name",
                                "Value",
                                "Type",
                                "Overwrite",
                                "KeyId",
                                "Tier",
                                "DataType",
                                "Description",
                                "AllowedPattern",
                                "Policies",
                                "Tags.N.Key",
                                "Tags.N.Value"),
                        this::writing,
                        this::putParameter),
                "DeleteParameter",
                new Operation(
                        Set.of("Name"),
                        asked -> List.of(on("DeleteParameter", asked.textOrEmpty("Name"))),
                        this::deleteParameter));
    }

    private Fields getParameter(Parameters asked) {
        String[] name = split(asked.textOrEmpty("Name"));
        SsmParameter parameter = ssm.existing(name[0]);
        SsmParameter.Version version = parameter
                .selected(name[1])
                .orElseThrow(() -> SsmRules.refused(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + name[1] + " of " + name[0] + "."));
        return Fields.empty().put("Parameter", parameter.tree(version, name[1], asked.isTrue("WithDecryption")));
    }

    /// At most ten; what is not there is named and nothing fails.
    private Fields getParameters(Parameters asked) {
        if (asked.list("Names").size() > 10) {
            throw SsmRules.invalid("Member must have length less than or equal to 10");
        }
        List<Fields> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String full : asked.list("Names")) {
            String[] name = split(full);
            Optional<SsmParameter> parameter = ssm.parameter(name[0]);
            parameter
                    .flatMap(one -> one.selected(name[1]))
                    .ifPresentOrElse(
                            version -> found.add(
                                    parameter.orElseThrow().tree(version, name[1], asked.isTrue("WithDecryption"))),
                            () -> invalid.add(full));
        }
        return Fields.empty().put("Parameters", found).texts("InvalidParameters", invalid);
    }

    private Fields getParameterHistory(Parameters asked) {
        SsmParameter parameter = ssm.existing(asked.textOrEmpty("Name"));
        boolean decrypted = asked.isTrue("WithDecryption");
        return page(
                "Parameters",
                parameter.versions().stream()
                        .map(version -> parameter.history(version, decrypted))
                        .toList(),
                asked);
    }

    private Fields describeParameters(Parameters asked) {
        Predicate<SsmParameter> wanted = asked.items("ParameterFilters").stream()
                .map(SsmOperations::filter)
                .reduce(one -> true, Predicate::and);
        return page(
                "Parameters",
                ssm.parameters().stream()
                        .filter(wanted)
                        .map(parameter -> parameter.metadata(parameter.newest()))
                        .toList(),
                asked);
    }

    private Fields putParameter(Principal caller, Parameters asked) {
        String name = asked.textOrEmpty("Name");
        Optional<SsmParameter> existing = ssm.parameter(name);
        SsmRules.mayBeWritten(existing, asked.isTrue("Overwrite"), asked, ssm.deletedAt(name), ssm.now());
        Optional<SsmParameter.Version> before = existing.map(SsmParameter::newest);
        SsmParameter parameter = ssm.orNew(name);
        String type = asked.text("Type")
                .or(() -> before.map(SsmParameter.Version::type))
                .orElseThrow();
        SsmParameter.Version version = new SsmParameter.Version(
                parameter.next(),
                type,
                asked.textOrEmpty("Value"),
                type.equals("SecureString") ? asked.text("KeyId").orElse("alias/aws/ssm") : "",
                asked.text("Tier").orElse("Standard"),
                asked.text("DataType").orElse("text"),
                asked.textOrEmpty("Description"),
                asked.textOrEmpty("AllowedPattern"),
                asked.text("Policies")
                        .or(() -> before.map(SsmParameter.Version::policies))
                        .orElse(""),
                caller.arn(),
                ssm.now(),
                new TreeSet<>());
        SsmRules.value(version, existing);
        ssm.add(parameter, version);
        asked.items("Tags").forEach(tag -> parameter.tag(tag.textOrEmpty("Key"), tag.textOrEmpty("Value")));
        return Fields.empty().put("Version", version.number()).put("Tier", version.tier());
    }

    private Fields deleteParameter(Parameters asked) {
        ssm.delete(ssm.existing(asked.textOrEmpty("Name")).name());
        return Fields.empty();
    }

    /// Whether one of the values matches.
    private static Predicate<SsmParameter> filter(Parameters filter) {
        String key = filter.textOrEmpty("Key");
        List<String> values = filter.list("Values");
        if (key.startsWith("tag:")) {
            String tag = key.substring("tag:".length());
            return parameter -> values.contains(parameter.tags().get(tag));
        }
        if (key.equals("Path") && filter.textOrEmpty("Option").equals("Recursive")) {
            return parameter -> values.stream()
                    .anyMatch(path -> parameter.name().startsWith(path.endsWith("/") ? path : path + "/"));
        }
        throw AwsException.unrecognized("InvalidFilterKey", "this endpoint does not know the filter " + key);
    }

    private static Fields page(String field, List<Fields> all, Parameters asked) {
        int size = asked.text("MaxResults").map(Integer::parseInt).orElse(50);
        int from = asked.text("NextToken").map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + size);
        Fields page = Fields.empty().put(field, all.subList(from, to));
        return to < all.size() ? page.put("NextToken", "" + to) : page;
    }

    private List<IamRequest> reading(String operation, List<String> names, Parameters asked) {
        List<IamRequest> requests = new ArrayList<>();
        for (String full : names) {
            String name = split(full)[0];
            requests.add(on(operation, name));
            ssm.parameter(name)
                    .filter(parameter -> asked.isTrue("WithDecryption"))
                    .ifPresent(parameter ->
                            requests.addAll(using(parameter.newest().keyId(), "kms:Decrypt", name)));
        }
        return requests;
    }

    private List<IamRequest> writing(Parameters asked) {
        String name = asked.textOrEmpty("Name");
        List<String> keys =
                asked.items("Tags").stream().map(tag -> tag.textOrEmpty("Key")).toList();
        List<IamRequest> requests = new ArrayList<>();
        requests.add(on("PutParameter", name)
                .with("ssm:Overwrite", List.of("" + asked.isTrue("Overwrite")))
                .with("aws:TagKeys", keys));
        if (!keys.isEmpty()) {
            requests.add(IamRequest.of("ssm:AddTagsToResource", arn(name)).with("aws:TagKeys", keys));
        }
        String action = "Advanced".equals(asked.textOrEmpty("Tier")) ? "kms:GenerateDataKey" : "kms:Encrypt";
        requests.addAll(using(asked.textOrEmpty("KeyId"), action, name));
        return requests;
    }

    // The tags of what is there. Source: resource type parameter, Service Authorization Reference.
    private IamRequest on(String operation, String name) {
        IamRequest request = IamRequest.of("ssm:" + operation, arn(name));
        return ssm.parameter(name)
                .map(there -> request.withTags("aws:ResourceTag/", there.tags()))
                .orElse(request);
    }

    /// Parameter Store uses the caller's own permission for a key that is the customer's. The
    /// account's default key takes everybody in the account. Source: KMS encryption for AWS
    /// Systems Manager Parameter Store SecureString parameters, AWS Systems Manager User Guide.
    private List<IamRequest> using(String keyId, String action, String name) {
        return keyId.startsWith("arn:")
                ? List.of(IamRequest.of(action, keyId)
                        .with("kms:ViaService", List.of("ssm." + place.region() + ".amazonaws.com"))
                        .with("kms:EncryptionContext:PARAMETER_ARN", List.of(arn(name))))
                : List.of();
    }

    private String arn(String name) {
        return new SsmParameter(place, name).arn();
    }

    /// Name and selector, which may be empty.
    private static String[] split(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? new String[] {name, ""} : new String[] {name.substring(0, colon), name.substring(colon + 1)};
    }
}
