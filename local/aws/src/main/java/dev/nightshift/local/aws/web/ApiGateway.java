package dev.nightshift.local.aws.web;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import dev.nightshift.local.aws.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The domain names of one account in one region, which both versions of the API tell of.
///
/// Sources: GetDomainNames, Amazon API Gateway API Reference and Version 2 API Reference.
public final class ApiGateway implements Service {
    // GetDomainNames: "The default value is 25 and the maximum value is 500."
    private static final int USUAL_PAGE = 25;

    private record Domain(String name, String certificate) {}

    private final Place place;
    private final List<Domain> domains = new ArrayList<>();

    public ApiGateway(Place place) {
        this.place = place;
    }

    /// Makes a regional domain name.
    public synchronized void domain(String name, String certificate) {
        domains.add(new Domain(name, certificate));
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "GET /domainnames",
                new Operation(Set.of("limit", "position"), asked -> read(), this::getDomainNames),
                "GET /v2/domainnames",
                new Operation(Set.of("maxResults", "nextToken"), asked -> read(), this::getDomainNames2));
    }

    @Override
    public Set<String> actions() {
        return Set.of("GET");
    }

    @Override
    public Wire wire() {
        return Wire.REST_JSON;
    }

    @Override
    public AwsException throttled() {
        return new AwsException(429, "TooManyRequestsException", "Too Many Requests");
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDeniedException", why);
    }

    private List<IamRequest> read() {
        return List.of(
                IamRequest.of("apigateway:GET", "arn:aws:apigateway:%s::/domainnames".formatted(place.region())));
    }

    private synchronized Fields getDomainNames(Parameters asked) {
        Page<Domain> page = page(asked, "limit", "position");
        Fields answer = Fields.empty()
                .put(
                        "item",
                        page.items().stream()
                                .map(domain -> Fields.empty()
                                        .put("domainName", domain.name())
                                        .put("regionalDomainName", host(domain))
                                        .put("regionalCertificateArn", domain.certificate()))
                                .toList());
        page.next().ifPresent(token -> answer.put("position", token));
        return answer;
    }

    private synchronized Fields getDomainNames2(Parameters asked) {
        Page<Domain> page = page(asked, "maxResults", "nextToken");
        Fields answer = Fields.empty()
                .put(
                        "items",
                        page.items().stream()
                                .map(domain -> Fields.empty()
                                        .put("domainName", domain.name())
                                        .put(
                                                "domainNameConfigurations",
                                                List.of(Fields.empty()
                                                        .put("apiGatewayDomainName", host(domain))
                                                        .put("certificateArn", domain.certificate())
                                                        .put("endpointType", "REGIONAL"))))
                                .toList());
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private Page<Domain> page(Parameters asked, String size, String token) {
        int most = asked.text(size).map(Integer::parseInt).orElse(USUAL_PAGE);
        return Page.of(List.copyOf(domains), most, asked.text(token));
    }

    private String host(Domain domain) {
        return "d-%08x.execute-api.%s.amazonaws.com".formatted(domain.name().hashCode(), place.region());
    }
}
