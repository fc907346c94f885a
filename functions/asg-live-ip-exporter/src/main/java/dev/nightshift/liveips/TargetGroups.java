package dev.nightshift.liveips;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// How target groups find their targets, by the Elastic Load Balancing API: one call each.
final class TargetGroups {
    // The best first; all others are worse.
    private static final List<String> RANKS = List.of("healthy", "unavailable", "unused", "initial");

    private final Supplier<ElasticLoadBalancingV2Client> client;
    private final Place place;
    private final Map<String, Map<String, String>> found = new TreeMap<>();
    private final List<Finding> failures = new ArrayList<>();

    TargetGroups(Supplier<ElasticLoadBalancingV2Client> client, Place place) {
        this.client = client;
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

    /// The state of each target, by ARN and by instance id or IP address.
    Map<String, Map<String, String>> found() {
        return found;
    }

    List<Finding> failures() {
        return failures;
    }

    private static int rank(String state) {
        return RANKS.contains(state) ? RANKS.indexOf(state) : RANKS.size();
    }

    private void read(String arn) {
        try {
            Map<String, String> states = new TreeMap<>();
            for (TargetHealthDescription target : client.get()
                    .describeTargetHealth(request -> request.targetGroupArn(arn))
                    .targetHealthDescriptions()) {
                // A server that is registered with several ports is as good as its worst.
                states.merge(
                        target.target().id(),
                        target.targetHealth().stateAsString(),
                        (one, other) -> rank(one) >= rank(other) ? one : other);
            }
            found.put(arn, states);
        } catch (SdkException e) {
            failures.add(new Finding(
                    Finding.Kind.SOURCE,
                    "target group " + arn,
                    "could not be asked in " + place + ": " + Refusals.why(e)));
        }
    }
}
