package dev.nightshift.site;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.List;

/// The subnets of a VPC that a function stands in, to see what only stands there.
///
/// @param ipv6 whether the subnets are dual-stack and the function may speak IPv6
public record Network(List<String> subnets, List<String> securityGroups, boolean ipv6) {
    static Network from(Settings place) {
        List<String> subnets = ids(place.at("subnets"), "subnet");
        List<String> securityGroups = ids(place.at("securityGroups"), "sg");
        if (subnets.isEmpty() || securityGroups.isEmpty()) {
            place.problem("expected subnets and securityGroups, at least one of each");
        }
        return new Network(subnets, securityGroups, place.at("ipv6").orElse(false, Parsers::flag));
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
