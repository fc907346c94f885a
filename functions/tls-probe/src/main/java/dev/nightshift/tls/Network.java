package dev.nightshift.tls;

import dev.nightshift.tls.proxy.Proxies;
import java.net.InetSocketAddress;
import java.util.List;

/// What lies between a [Prober] and the endpoints.
///
/// @param resolver finds addresses, usually [Resolver#SYSTEM]
/// @param proxies through which endpoints are reached; what authorities publish is always fetched directly
/// @param validating resolvers that are asked for TLSA records; none is none
public record Network(Resolver resolver, Proxies proxies, List<InetSocketAddress> validating) {
    public Network {
        validating = List.copyOf(validating);
    }

    /// One without proxies, where nobody asks for TLSA records.
    public static Network of(Resolver resolver) {
        return new Network(resolver, Proxies.NONE, List.of());
    }
}
