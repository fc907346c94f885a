package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Front;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SignedRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        SignedRequests service = clients.requests("apigateway");
        ApiDomains domains = new ApiDomains(place);
        Map<String, Front> fronts = new LinkedHashMap<>();
        items(service, "/domainnames", Map.of("limit", "500"), "item", "position")
                .forEach(item -> fronts.putIfAbsent(item.text("domainName"), domains.ofRest(item)));
        items(service, "/v2/domainnames", Map.of(), "items", "nextToken")
                .forEach(item -> fronts.putIfAbsent(item.text("domainName"), domains.ofHttp(item)));
        return List.copyOf(fronts.values());
    }

    private static List<Answer> items(
            SignedRequests service, String path, Map<String, String> size, String list, String next) {
        Map<String, String> query = new HashMap<>(size);
        List<Answer> items = new ArrayList<>();
        String token;
        do {
            Answer page = service.json(path, query);
            page.all(list).forEach(items::add);
            token = page.text(next);
            query.put(next, token);
        } while (!token.isEmpty());
        return items;
    }

    /// A private one has its own network alone.
    private Front ofRest(Answer domain) {
        return front(
                domain,
                first(domain, "regionalDomainName", "distributionDomainName"),
                Stream.of("regionalCertificateArn", "certificateArn")
                        .map(key -> domain.text(key))
                        .filter(arn -> !arn.isEmpty())
                        .toList());
    }

    private Front ofHttp(Answer domain) {
        List<Answer> configurations = domain.all("domainNameConfigurations").toList();
        return front(
                domain,
                configurations.stream()
                        .map(configuration -> configuration.text("apiGatewayDomainName"))
                        .filter(host -> !host.isEmpty())
                        .findFirst(),
                configurations.stream()
                        .map(configuration -> configuration.text("certificateArn"))
                        .filter(arn -> !arn.isEmpty())
                        .toList());
    }

    private Front front(Answer domain, Optional<String> host, List<String> certificates) {
        String name = domain.text("domainName");
        return new Front(
                "API domain " + name + " in " + place,
                domain.text("domainNameArn"),
                host,
                HTTPS,
                List.of(name),
                certificates);
    }

    private static Optional<String> first(Answer fields, String... keys) {
        return Stream.of(keys)
                .map(key -> fields.text(key))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
