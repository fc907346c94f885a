package dev.nightshift.infra;

import dev.nightshift.site.Network;
import java.util.List;
import software.amazon.awscdk.services.lambda.CfnFunction;

/// Puts functions into the subnets of a VPC.
final class Subnets {
    private Subnets() {}

    /// By ids, because the construct of a VPC wants to know more of it than a function needs.
    static void place(Network network, CfnFunction function) {
        function.setVpcConfig(CfnFunction.VpcConfigProperty.builder()
                .subnetIds(network.subnets())
                .securityGroupIds(network.securityGroups())
                .ipv6AllowedForDualStack(network.ipv6())
                .build());
    }

    /// What Lambda needs of the function's role. Source: *Giving Lambda functions access to resources in an Amazon
    /// VPC*, Lambda developer guide.
    static Permission interfaces() {
        return Permission.allow(
                        "StandInTheNetwork",
                        List.of(
                                "ec2:CreateNetworkInterface",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSubnets",
                                "ec2:DeleteNetworkInterface",
                                "ec2:AssignPrivateIpAddresses",
                                "ec2:UnassignPrivateIpAddresses"),
                        List.of("*"))
                .because("Network interfaces have no names before they exist.");
    }
}
