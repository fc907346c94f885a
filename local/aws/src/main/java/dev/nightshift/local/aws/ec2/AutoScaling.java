package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Auto Scaling groups of one account in one region.
///
/// Source: DescribeAutoScalingGroups, Amazon EC2 Auto Scaling API Reference.
public final class AutoScaling implements Service {
    private static final int MAX_RECORDS = 100;
    private static final int DEFAULT_RECORDS = 50;
    private static final String NAMES = "AutoScalingGroupNames.member";

    private final Place place;
    private final Map<String, AutoScalingGroup> groups = new LinkedHashMap<>();
    private boolean beginsEmpty;

    public AutoScaling(Place place) {
        this.place = place;
    }

    /// The group, made if it is not there: without servers, and wanting none.
    public synchronized AutoScalingGroup group(String name) {
        return groups.computeIfAbsent(name, absent -> new AutoScalingGroup(this, place, name));
    }

    /// Deletes a group; what its servers are is not its business.
    public synchronized void delete(String name) {
        groups.remove(name);
    }

    /// Each listing begins with a page that is empty and has a token.
    public synchronized void beginsWithAnEmptyPage() {
        beginsEmpty = true;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeAutoScalingGroups",
                new Operation(
                        Set.of(
                                NAMES + ".N",
                                "Filters.member.N.Name",
                                "Filters.member.N.Values.member.N",
                                "MaxRecords",
                                "NextToken"),
                        asked -> List.of(IamRequest.of("autoscaling:DescribeAutoScalingGroups", "*")
                                .with("aws:RequestedRegion", Set.of(place.region()))),
                        this::describeGroups));
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    /// Names that are not known are left out without a word.
    private Fields describeGroups(Parameters asked) {
        int size = asked.text("MaxRecords").map(Integer::parseInt).orElse(DEFAULT_RECORDS);
        List<String> names = asked.list(NAMES);
        if (size < 1 || size > MAX_RECORDS) {
            throw AwsException.badRequest(
                    "ValidationError",
                    "1 validation error detected: Value '%d' at 'maxRecords' failed to satisfy constraint"
                            .formatted(size));
        }
        if (names.size() > size) {
            throw AwsException.badRequest(
                    "ValidationError", "The number of AutoScalingGroup names exceeds the maximum number of " + size);
        }
        Optional<String> token = asked.text("NextToken");
        if (token.isEmpty() && beginsEmpty) {
            return Fields.empty().put("AutoScalingGroups", List.of()).put("NextToken", "0");
        }
        List<AutoScalingGroup> found = groups.values().stream()
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .filter(group -> asked.items("Filters.member").stream().allMatch(group::matches))
                .toList();
        int from = token.map(Integer::parseInt).orElse(0);
        int to = Math.min(from + size, found.size());
        Fields answer = Fields.empty()
                .put(
                        "AutoScalingGroups",
                        new ArrayList<>(found.subList(from, to))
                                .stream().map(AutoScalingGroup::tree).toList());
        return to < found.size() ? answer.put("NextToken", "" + to) : answer;
    }
}
