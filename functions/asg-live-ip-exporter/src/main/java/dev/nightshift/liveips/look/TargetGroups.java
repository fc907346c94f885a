package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/// How target groups find their targets, by the Elastic Load Balancing API: one call each.
final class TargetGroups {
    private static final Set<String> ELEMENTS = Set.of(
            "DescribeTargetHealthResult",
            "TargetHealthDescriptions",
            "member",
            "Target",
            "Id",
            "TargetHealth",
            "State");

    private final QueryApi api;
    private final Place place;
    private final Map<String, Map<String, NavigableSet<String>>> found = new TreeMap<>();
    private final List<Finding> failures = new ArrayList<>();

    TargetGroups(QueryApi api, Place place) {
        this.api = api;
        this.place = place;
    }

    void read(List<Output> outputs, Collection<Group> groups) {
        Set<String> arns = new TreeSet<>();
        for (Output output : outputs) {
            groups.stream()
                    .filter(output.groups()::selects)
                    .forEach(group -> arns.addAll(output.targetGroupArns(group)));
        }
        arns.forEach(this::read);
    }

    /// The states of each target, one for each port, by ARN and by instance id or IP address.
    Map<String, Map<String, NavigableSet<String>>> found() {
        return found;
    }

    List<Finding> failures() {
        return failures;
    }

    private void read(String arn) {
        try {
            Map<String, NavigableSet<String>> states = new TreeMap<>();
            Answer answer = api.call("DescribeTargetHealth", Map.of("TargetGroupArn", arn), ELEMENTS::contains);
            answer.all("DescribeTargetHealthResult", "TargetHealthDescriptions", "member")
                    .forEach(target -> states.computeIfAbsent(
                                    name(target.text("Target", "Id")), absent -> new TreeSet<>())
                            .add(target.text("TargetHealth", "State")));
            found.put(arn, states);
        } catch (SdkException e) {
            failures.add(new Finding(
                    Finding.Kind.SOURCE,
                    "target group " + arn,
                    "could not be asked in " + place + ": " + Refusals.why(e)));
        }
    }

    // An IPv6 address can be written in several ways.
    private static String name(String target) {
        return Address.parse(target).map(Address::toString).orElse(target);
    }
}
