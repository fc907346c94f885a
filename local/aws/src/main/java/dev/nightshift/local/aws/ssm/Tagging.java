package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The tags of an account's parameters in a region, as the tagging API knows them: at once here, with a delay in AWS.
///
/// Source: GetResources, Resource Groups Tagging API Reference.
public final class Tagging implements JsonService {
    private final Ssm ssm;

    public Tagging(Ssm ssm) {
        this.ssm = ssm;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "GetResources",
                new Operation(
                        Set.of(
                                "TagFilters.N.Key",
                                "TagFilters.N.Values.N",
                                "ResourceTypeFilters.N",
                                "ResourcesPerPage",
                                "PaginationToken"),
                        asked -> List.of(IamRequest.of("tag:GetResources", "*")),
                        this::getResources));
    }

    @Override
    public AwsException throttled() {
        return AwsException.badRequest("ThrottledException", "Rate exceeded");
    }

    private Fields getResources(Parameters asked) {
        if (!asked.list("ResourceTypeFilters").equals(List.of("ssm:parameter"))) {
            throw AwsException.unrecognized("InvalidParameterException", "this endpoint only tags ssm:parameter");
        }
        Predicate<SsmParameter> wanted =
                asked.items("TagFilters").stream().map(Tagging::filter).reduce(one -> true, Predicate::and);
        List<SsmParameter> found = ssm.parameters().stream().filter(wanted).toList();
        int size = asked.text("ResourcesPerPage").map(Integer::parseInt).orElse(50);
        int from = asked.text("PaginationToken")
                .filter(text -> !text.isEmpty())
                .map(Integer::parseInt)
                .orElse(0);
        int to = Math.min(found.size(), from + size);
        return Fields.empty()
                .put(
                        "ResourceTagMappingList",
                        found.subList(from, to).stream().map(Tagging::mapping).toList())
                .put("PaginationToken", to < found.size() ? "" + to : "");
    }

    private static Predicate<SsmParameter> filter(Parameters filter) {
        String key = filter.textOrEmpty("Key");
        List<String> values = filter.list("Values");
        return parameter -> parameter.tags().containsKey(key)
                && (values.isEmpty() || values.contains(parameter.tags().get(key)));
    }

    private static Fields mapping(SsmParameter parameter) {
        return Fields.empty()
                .put("ResourceARN", parameter.arn())
                .put(
                        "Tags",
                        parameter.tags().entrySet().stream()
                                .map(tag ->
                                        Fields.empty().put("Key", tag.getKey()).put("Value", tag.getValue()))
                                .toList());
    }
}
