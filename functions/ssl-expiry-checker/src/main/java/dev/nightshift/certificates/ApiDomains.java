package dev.nightshift.certificates;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SignedRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// API Gateway's domain names, for REST and for HTTP and WebSocket APIs. Needs `apigateway:GET` on `/domainnames`.
///
/// Sources: GetDomainNames, Amazon API Gateway API Reference, and the same of Version 2.
final class ApiDomains {
    private static final int HTTPS = 443;

    private final String place;

    private ApiDomains(String place) {
        this.place = place;
    }

    /// Each name once: both versions know those of the other.
    ///
    /// @param place for people
    static List<Front> of(Clients clients, String place) {
        SignedRequests service = clients.reading("apigateway");
        ApiDomains domains = new ApiDomains(place);
        Map<String, Front> fronts = new LinkedHashMap<>();
        items(service, "/domainnames", Map.of("limit", "500"), "item", "position")
                .forEach(item -> fronts.putIfAbsent(text(item, "domainName"), domains.ofRest(item)));
        items(service, "/v2/domainnames", Map.of(), "items", "nextToken")
                .forEach(item -> fronts.putIfAbsent(text(item, "domainName"), domains.ofHttp(item)));
        return List.copyOf(fronts.values());
    }

    private static List<Map<?, ?>> items(
            SignedRequests service, String path, Map<String, String> size, String list, String next) {
        Map<String, String> query = new HashMap<>(size);
        List<Map<?, ?>> items = new ArrayList<>();
        String token;
        do {
            Map<?, ?> page = service.json(path, query) instanceof Map<?, ?> fields ? fields : Map.of();
            maps(page.get(list)).forEach(items::add);
            token = text(page, next);
            query.put(next, token);
        } while (!token.isEmpty());
        return items;
    }

    /// A private one has its own network alone.
    private Front ofRest(Map<?, ?> domain) {
        return front(
                domain,
                first(domain, "regionalDomainName", "distributionDomainName"),
                Stream.of("regionalCertificateArn", "certificateArn")
                        .map(key -> text(domain, key))
                        .filter(arn -> !arn.isEmpty())
                        .toList());
    }

    private Front ofHttp(Map<?, ?> domain) {
        List<Map<?, ?>> configurations =
                maps(domain.get("domainNameConfigurations")).toList();
        return front(
                domain,
                configurations.stream()
                        .map(configuration -> text(configuration, "apiGatewayDomainName"))
                        .filter(host -> !host.isEmpty())
                        .findFirst(),
                configurations.stream()
                        .map(configuration -> text(configuration, "certificateArn"))
                        .filter(arn -> !arn.isEmpty())
                        .toList());
    }

    private Front front(Map<?, ?> domain, Optional<String> host, List<String> certificates) {
        String name = text(domain, "domainName");
        return new Front(
                "API domain " + name + " in " + place,
                text(domain, "domainNameArn"),
                host,
                HTTPS,
                List.of(name),
                certificates);
    }

    private static Optional<String> first(Map<?, ?> fields, String... keys) {
        return Stream.of(keys)
                .map(key -> text(fields, key))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().<Map<?, ?>>mapMulti((item, out) -> {
                    if (item instanceof Map<?, ?> map) {
                        out.accept(map);
                    }
                })
                : Stream.of();
    }

    private static String text(Map<?, ?> fields, String key) {
        return Objects.toString(fields.get(key), "");
    }
}
