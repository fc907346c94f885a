package dev.nightshift.local.aws.web;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import dev.nightshift.local.aws.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The distributions of one account.
///
/// Source: ListDistributions, Amazon CloudFront API Reference 2020-05-31.
public final class CloudFront implements Service {
    private static final int LARGEST_PAGE = 100;

    private final Place place;
    private final List<Fields> distributions = new ArrayList<>();

    public CloudFront(Place place) {
        this.place = place;
    }

    /// Makes a distribution, and says its ARN.
    ///
    /// @param kind `ACMCertificateArn` or `IAMCertificateId`
    public synchronized String distribution(String id, List<String> aliases, String kind, String certificate) {
        String arn = "arn:aws:cloudfront::%s:distribution/%s".formatted(place.account(), id);
        distributions.add(Fields.empty()
                .put("Id", id)
                .put("ARN", arn)
                .put("DomainName", id.toLowerCase(Locale.ROOT) + ".cloudfront.net")
                .put(
                        "Aliases",
                        Fields.empty()
                                .put("Quantity", aliases.size())
                                .put(
                                        "Items",
                                        new Node.Named(
                                                "CNAME",
                                                aliases.stream()
                                                        .map(Node.Text::new)
                                                        .toList())))
                .put("ViewerCertificate", Fields.empty().put(kind, certificate))
                .put("Enabled", true));
        return arn;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "GET /2020-05-31/distribution",
                new Operation(
                        Set.of("Marker", "MaxItems"),
                        asked -> List.of(IamRequest.of("cloudfront:ListDistributions", "*")),
                        this::listDistributions));
    }

    @Override
    public Set<String> actions() {
        return Set.of("ListDistributions");
    }

    @Override
    public Wire wire() {
        return Wire.REST_XML;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private synchronized Fields listDistributions(Parameters asked) {
        int size = asked.text("MaxItems").map(Integer::parseInt).orElse(LARGEST_PAGE);
        Page<Fields> page = Page.of(List.copyOf(distributions), size, asked.text("Marker"));
        Fields list = Fields.empty()
                .put("Marker", asked.textOrEmpty("Marker"))
                .put("MaxItems", size)
                .put("IsTruncated", page.next().isPresent())
                .put("Quantity", page.items().size())
                .put("Items", new Node.Named("DistributionSummary", page.items()));
        page.next().ifPresent(token -> list.put("NextMarker", token));
        return Fields.empty().put("DistributionList", list);
    }
}
