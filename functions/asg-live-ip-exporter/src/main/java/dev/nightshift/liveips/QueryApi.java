package dev.nightshift.liveips;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SignedRequests;
import dev.nightshift.kit.aws.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/// A service of AWS that is asked with forms and answers in XML, of which only what this function uses is read: an
/// instance of EC2 has some 120 elements, of which 20 count here.
///
/// Sources: API references of Amazon EC2 (2016-11-15), Amazon EC2 Auto Scaling (2011-01-01), Elastic Load Balancing
/// (2015-12-01).
final class QueryApi {
    private final SignedRequests service;
    private final String version;
    private final Set<String> elements;

    private QueryApi(SignedRequests service, String version, Set<String> elements) {
        this.service = service;
        this.version = version;
        this.elements = elements;
    }

    static QueryApi ec2(Clients clients) {
        return new QueryApi(
                clients.reading("ec2"),
                "2016-11-15",
                Set.of(
                        "nextToken",
                        "reservationSet",
                        "item",
                        "instancesSet",
                        "instanceId",
                        "instanceState",
                        "name",
                        "tagSet",
                        "key",
                        "value",
                        "privateIpAddress",
                        "ipAddress",
                        "placement",
                        "availabilityZone",
                        "networkInterfaceSet",
                        "attachment",
                        "deviceIndex",
                        "privateIpAddressesSet",
                        "ipv6AddressesSet",
                        "ipv6Address",
                        "isPrimaryIpv6"));
    }

    static QueryApi autoScaling(Clients clients) {
        return new QueryApi(
                clients.reading("autoscaling"),
                "2011-01-01",
                Set.of(
                        "DescribeAutoScalingGroupsResult",
                        "NextToken",
                        "AutoScalingGroups",
                        "member",
                        "AutoScalingGroupName",
                        "DesiredCapacity",
                        "TargetGroupARNs",
                        "Tags",
                        "Key",
                        "Value",
                        "Instances",
                        "InstanceId",
                        "AvailabilityZone",
                        "LifecycleState",
                        "HealthStatus"));
    }

    static QueryApi loadBalancing(Clients clients) {
        return new QueryApi(
                clients.reading("elasticloadbalancing"),
                "2015-12-01",
                Set.of(
                        "DescribeTargetHealthResult",
                        "TargetHealthDescriptions",
                        "member",
                        "Target",
                        "Id",
                        "TargetHealth",
                        "State"));
    }

    /// What the service answers.
    ///
    /// @throws SdkException when it refuses or does not answer
    Xml ask(String action, Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", version);
        return service.form(action + "Response", form, elements::contains);
    }

    /// A list as parameters have it: one for each value.
    static Map<String, String> list(String name, List<String> values) {
        Map<String, String> parameters = new TreeMap<>();
        for (String value : values) {
            parameters.put(name + "." + (parameters.size() + 1), value);
        }
        return parameters;
    }
}
