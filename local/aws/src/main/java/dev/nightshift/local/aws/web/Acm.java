package dev.nightshift.local.aws.web;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The certificates of one account in one region.
///
/// Sources: ListCertificates and DescribeCertificate, AWS Certificate Manager API Reference.
public final class Acm implements JsonService {
    /// A certificate, as DescribeCertificate tells of it.
    ///
    /// @param serial in pairs of hexadecimal digits with colons
    /// @param keyAlgorithm `RSA_2048`, `EC_prime256v1`
    /// @param type `AMAZON_ISSUED` or `IMPORTED`
    /// @param renewalStatus empty before the first renewal
    public record Certificate(
            String domain,
            List<String> alternativeNames,
            String serial,
            Instant notBefore,
            Instant notAfter,
            String keyAlgorithm,
            String type,
            List<String> inUseBy,
            String renewalStatus) {}

    // Without a list of key types ACM leaves out all others (ListCertificates, *Includes*).
    private static final Set<String> USUAL_KEYS = Set.of("RSA_1024", "RSA_2048");

    // Of all that are here.
    private static final String STATUS = "ISSUED";

    private final Place place;
    private final List<Certificate> certificates = new ArrayList<>();

    public Acm(Place place) {
        this.place = place;
    }

    /// Adds an issued certificate and says its ARN.
    public synchronized String add(Certificate certificate) {
        certificates.add(certificate);
        return arn(certificates.size() - 1);
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ListCertificates",
                new Operation(
                        Set.of("CertificateStatuses.N", "Includes.keyTypes.N", "MaxItems", "NextToken"),
                        asked -> List.of(IamRequest.of("acm:ListCertificates", "*")),
                        this::listCertificates),
                "DescribeCertificate",
                new Operation(
                        Set.of("CertificateArn"),
                        asked -> List.of(IamRequest.of("acm:DescribeCertificate", asked.textOrEmpty("CertificateArn"))),
                        this::describeCertificate));
    }

    private Fields listCertificates(Parameters asked) {
        List<String> keys = asked.list("Includes.keyTypes");
        List<String> statuses = asked.list("CertificateStatuses");
        List<Fields> found = new ArrayList<>();
        if (!statuses.isEmpty() && !statuses.contains(STATUS)) {
            return Fields.empty().put("CertificateSummaryList", found);
        }
        for (int i = 0; i < certificates.size(); i++) {
            String algorithm = certificates.get(i).keyAlgorithm();
            if (keys.isEmpty() ? USUAL_KEYS.contains(algorithm) : keys.contains(algorithm)) {
                found.add(Fields.empty()
                        .put("CertificateArn", arn(i))
                        .put("DomainName", certificates.get(i).domain()));
            }
        }
        int size = asked.text("MaxItems").map(Integer::parseInt).orElse(1_000);
        Page<Fields> page = Page.of(found, size, asked.text("NextToken"));
        Fields answer = Fields.empty().put("CertificateSummaryList", page.items());
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private Fields describeCertificate(Parameters asked) {
        String arn = asked.textOrEmpty("CertificateArn");
        for (int i = 0; i < certificates.size(); i++) {
            if (arn(i).equals(arn)) {
                return Fields.empty().put("Certificate", detail(arn, certificates.get(i)));
            }
        }
        throw AwsException.badRequest("ResourceNotFoundException", "Could not find certificate %s.".formatted(arn));
    }

    private static Fields detail(String arn, Certificate certificate) {
        boolean managed = certificate.type().equals("AMAZON_ISSUED")
                && !certificate.inUseBy().isEmpty();
        Fields detail = Fields.empty()
                .put("CertificateArn", arn)
                .put("DomainName", certificate.domain())
                .texts("SubjectAlternativeNames", certificate.alternativeNames())
                .put("Serial", certificate.serial())
                .put("Status", STATUS)
                .put("KeyAlgorithm", certificate.keyAlgorithm())
                .put("NotBefore", certificate.notBefore())
                .put("NotAfter", certificate.notAfter())
                .put("Type", certificate.type())
                .texts("InUseBy", certificate.inUseBy())
                .put("RenewalEligibility", managed ? "ELIGIBLE" : "INELIGIBLE");
        return certificate.renewalStatus().isEmpty()
                ? detail
                : detail.put("RenewalSummary", Fields.empty().put("RenewalStatus", certificate.renewalStatus()));
    }

    private String arn(int number) {
        return place.arn("acm", "certificate/%08d-0000-4000-8000-000000000000".formatted(number));
    }
}
