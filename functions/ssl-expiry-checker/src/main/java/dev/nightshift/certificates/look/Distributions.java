package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Front;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.SignedRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// CloudFront's distributions with a certificate of one's own. Needs `cloudfront:ListDistributions`.
///
/// Source: ListDistributions, Amazon CloudFront API Reference 2020-05-31.
final class Distributions {
    private static final String PATH = "/2020-05-31/distribution";
    private static final String MARKER = "Marker";
    private static final int HTTPS = 443;

    private Distributions() {}

    static List<Front> of(Clients clients) {
        SignedRequests service = clients.global("cloudfront");
        Map<String, String> query = new HashMap<>(Map.of("MaxItems", "100"));
        List<Front> fronts = new ArrayList<>();
        do {
            Answer list = service.xml("DistributionList", PATH, query);
            list.all("Items", "DistributionSummary")
                    .flatMap(summary -> front(summary).stream())
                    .forEach(fronts::add);
            query.put(MARKER, list.text("NextMarker"));
        } while (!query.getOrDefault(MARKER, "").isEmpty());
        return fronts;
    }

    /// One that is disabled answers nobody; without a certificate of its own it has CloudFront's.
    private static Optional<Front> front(Answer summary) {
        List<String> certificates = Stream.of("ACMCertificateArn", "IAMCertificateId")
                .map(kind -> summary.text("ViewerCertificate", kind))
                .filter(certificate -> !certificate.isEmpty())
                .toList();
        if (certificates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Front(
                "distribution " + summary.text("Id"),
                summary.text("ARN"),
                Optional.of(summary.text("DomainName"))
                        .filter(host -> summary.text("Enabled").equals("true") && !host.isEmpty()),
                HTTPS,
                summary.all("Aliases", "Items", "CNAME").map(Answer::text).toList(),
                certificates));
    }
}
