package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.util.ArrayList;
import java.util.List;

/// Where an instance can be reached. An address that it does not have is empty.
final class Addresses {
    private String privateIp;
    private String publicIp = "";
    private final List<String> ipv6 = new ArrayList<>();

    Addresses(String privateIp) {
        this.privateIp = privateIp;
    }

    void privateIp(String address) {
        privateIp = address;
    }

    void publicIp(String address) {
        publicIp = address;
    }

    /// One more of the first interface; the first of them is the primary one.
    void ipv6(String address) {
        ipv6.add(address);
    }

    /// As DescribeInstances shows them. Source: Instance and InstanceNetworkInterface, Amazon EC2 API Reference.
    void putInto(Fields tree) {
        if (!privateIp.isEmpty()) {
            tree.put("privateIpAddress", privateIp);
        }
        if (!publicIp.isEmpty()) {
            tree.put("ipAddress", publicIp);
        }
        if (!ipv6.isEmpty()) {
            tree.put("networkInterfaceSet", List.of(firstInterface()));
        }
    }

    private Fields firstInterface() {
        return Fields.empty()
                .put("attachment", Fields.empty().put("deviceIndex", 0))
                .put(
                        "ipv6AddressesSet",
                        ipv6.stream()
                                .map(address -> Fields.empty()
                                        .put("ipv6Address", address)
                                        .put("isPrimaryIpv6", address.equals(ipv6.getFirst())))
                                .toList());
    }
}
