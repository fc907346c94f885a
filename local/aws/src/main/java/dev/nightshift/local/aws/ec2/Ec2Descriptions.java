package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.policy.Wildcard;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What EC2 tells. Sources: the page of each operation, Amazon EC2 API Reference.
final class Ec2Descriptions {
    private static final int MAX_INSTANCES = 1000;
    private static final int MAX_TYPES = 100;
    private static final int MAX_VOLUMES = 1000;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+");

    /// Those with disks of their host: `d` after the generation, and the storage families.
    /// Source: Amazon EC2 instance type naming conventions.
    private static final Pattern WITH_STORAGE =
            Pattern.compile("([a-z]+\\d+[a-z]*d[a-z]*|(i|im|is|d|h)\\d.*|g[56]e?|x1e?)\\..*");

    private final Ec2 ec2;
    private final Place place;

    Ec2Descriptions(Ec2 ec2, Place place) {
        this.ec2 = ec2;
        this.place = place;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "DescribeInstances", describing("DescribeInstances", "InstanceId.N", this::instances),
                "DescribeInstanceTypes", describing("DescribeInstanceTypes", "InstanceType.N", this::types),
                "DescribeVolumes", describing("DescribeVolumes", "VolumeId.N", this::volumes));
    }

    private Operation describing(String operation, String ids, Function<Parameters, Fields> answer) {
        return new Operation(
                Set.of(ids, "Filter.N.Name", "Filter.N.Value.N", "MaxResults", "NextToken"),
                asked -> List.of(ec2.inRegion(operation, "*")),
                answer);
    }

    private Fields instances(Parameters asked) {
        boolean byId = !asked.list("InstanceId").isEmpty();
        if (byId) {
            mustBeAbsent("MaxResults", "maxResults", asked);
            mustBeAbsent("NextToken", "nextToken", asked);
        }
        List<Instance> among = byId ? ec2.named("InstanceId", asked) : ec2.instances();
        Page<Instance> page = Page.of(filtered(among, Ec2Descriptions::values, asked), MAX_INSTANCES, asked);
        return page.continuing(Fields.empty()
                .put(
                        "reservationSet",
                        page.items().stream()
                                .map(instance -> Fields.empty()
                                        .put("reservationId", instance.id().replaceFirst("i-", "r-"))
                                        .put("ownerId", place.account())
                                        .put("instancesSet", List.of(instance.tree())))
                                .toList()));
    }

    private Fields types(Parameters asked) {
        List<String> unknown = asked.list("InstanceType").stream()
                .filter(type -> !TYPE.matcher(type).matches())
                .toList();
        if (!unknown.isEmpty()) {
            throw AwsException.badRequest(
                    "InvalidInstanceType",
                    "The following supplied instance types do not exist: " + String.join(", ", unknown));
        }
        Page<String> page =
                Page.of(filtered(asked.list("InstanceType"), Ec2Descriptions::none, asked), MAX_TYPES, asked);
        return page.continuing(Fields.empty()
                .put(
                        "instanceTypeSet",
                        page.items().stream()
                                .map(type -> Fields.empty()
                                        .put("instanceType", type)
                                        .put(
                                                "instanceStorageSupported",
                                                WITH_STORAGE.matcher(type).matches()))
                                .toList()));
    }

    private Fields volumes(Parameters asked) {
        List<Volume> all = ec2.instances().stream()
                .flatMap(instance -> instance.volume().stream())
                .toList();
        Page<Volume> page = Page.of(filtered(all, Ec2Descriptions::values, asked), MAX_VOLUMES, asked);
        return page.continuing(Fields.empty()
                .put("volumeSet", page.items().stream().map(Volume::tree).toList()));
    }

    private static Stream<String> values(Instance instance, String filter) {
        if (filter.startsWith("tag:")) {
            return Stream.ofNullable(instance.tags().get(filter.substring("tag:".length())));
        }
        return switch (filter) {
            case "tag-key" -> instance.tags().keySet().stream();
            case "instance-state-name" -> Stream.of(instance.state().toString());
            case "instance-id" -> Stream.of(instance.id());
            default -> throw unknown(filter);
        };
    }

    private static Stream<String> values(Volume volume, String filter) {
        return switch (filter) {
            case "attachment.instance-id" -> Stream.of(volume.instanceId());
            case "encrypted" -> Stream.of(String.valueOf(volume.kmsKeyArn().isPresent()));
            default -> throw unknown(filter);
        };
    }

    private static Stream<String> none(String type, String filter) {
        throw unknown(filter);
    }

    /// Every filter must match with one of its values.
    private static <T> List<T> filtered(List<T> all, BiFunction<T, String, Stream<String>> values, Parameters asked) {
        Predicate<T> matches = one -> true;
        for (Parameters filter : asked.items("Filter")) {
            Predicate<String> wanted = Wildcard.anyOf(filter.list("Value"));
            matches = matches.and(
                    one -> values.apply(one, filter.textOrEmpty("Name")).anyMatch(wanted));
        }
        return all.stream().filter(matches).toList();
    }

    private static void mustBeAbsent(String parameter, String inWords, Parameters asked) {
        if (asked.text(parameter).isPresent()) {
            throw AwsException.badRequest(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter " + inWords);
        }
    }

    private static AwsException unknown(String filter) {
        return AwsException.unrecognized("InvalidParameterValue", "this endpoint does not know the filter " + filter);
    }
}
