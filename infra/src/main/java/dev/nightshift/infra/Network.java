package dev.nightshift.infra;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnFunction;

/// The subnets of a VPC that a function stands in, to see what only stands there.
///
/// @param ipv6 whether the subnets are dual-stack and the function may speak IPv6
record Network(List<String> subnets, List<String> securityGroups, boolean ipv6) {
    static Network from(Settings place) {
        List<String> subnets = ids(place.at("subnets"), "subnet");
        List<String> securityGroups = ids(place.at("securityGroups"), "sg");
        if (subnets.isEmpty() || securityGroups.isEmpty()) {
            place.problem("expected subnets and securityGroups, at least one of each");
        }
        return new Network(subnets, securityGroups, place.at("ipv6").orElse(false, Parsers::flag));
    }

    /// Puts a function there. By ids, because the construct of a VPC wants to know more of it than a function needs.
    void place(CfnFunction function) {
        function.setVpcConfig(CfnFunction.VpcConfigProperty.builder()
                .subnetIds(subnets)
                .securityGroupIds(securityGroups)
                .ipv6AllowedForDualStack(ipv6)
                .build());
    }

    /// What Lambda needs of the function's role. Source: *Giving Lambda functions access to resources in an Amazon
    /// VPC*, Lambda developer guide.
    static PolicyStatement interfaces() {
        return PolicyStatement.Builder.create()
                .sid("StandInTheNetwork")
                .actions(List.of(
                        "ec2:CreateNetworkInterface",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:DeleteNetworkInterface",
                        "ec2:AssignPrivateIpAddresses",
                        "ec2:UnassignPrivateIpAddresses"))
                .resources(List.of("*"))
                .build();
    }

    private static List<String> ids(Settings place, String prefix) {
        return place.items().stream()
                .map(item -> item.as(
                        text -> {
                            if (!text.matches(prefix + "-[0-9a-f]{8,17}")) {
                                throw new IllegalArgumentException(
                                        "expected an id such as " + prefix + "-0123456789abcdef0");
                            }
                            return text;
                        },
                        ""))
                .toList();
    }
}
