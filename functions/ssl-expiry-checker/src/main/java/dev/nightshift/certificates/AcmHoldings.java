package dev.nightshift.certificates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.RenewalStatus;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;

/// What AWS Certificate Manager keeps. Needs `acm:ListCertificates` and `acm:DescribeCertificate`.
final class AcmHoldings {
    private static final int PAGE = 100;
    private static final Set<RenewalStatus> BLOCKED = Set.of(RenewalStatus.PENDING_VALIDATION, RenewalStatus.FAILED);

    private AcmHoldings() {}

    static List<Holding> of(AcmClient acm) {
        List<Holding> holdings = new ArrayList<>();
        // Without the key types ACM would leave out all but RSA of 1024 and 2048 bits (ListCertificates, *Includes*).
        for (CertificateSummary summary : acm.listCertificatesPaginator(request -> request.maxItems(PAGE)
                        .certificateStatuses(CertificateStatus.ISSUED, CertificateStatus.EXPIRED)
                        .includes(filters -> filters.keyTypes(KeyAlgorithm.knownValues())))
                .certificateSummaryList()) {
            try {
                holdings.add(
                        holding(acm.describeCertificate(request -> request.certificateArn(summary.certificateArn()))
                                .certificate()));
            } catch (ResourceNotFoundException e) {
                // Deleted in the meantime.
            }
        }
        return holdings;
    }

    private static Holding holding(CertificateDetail certificate) {
        return new Holding(
                certificate.certificateArn(),
                certificate.domainName(),
                certificate.subjectAlternativeNames(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.serial().replace(":", "").toLowerCase(Locale.ROOT).replaceFirst("^0+", ""),
                !certificate.inUseBy().isEmpty(),
                certificate.inUseBy(),
                certificate.type() == CertificateType.AMAZON_ISSUED
                        && certificate.renewalEligibility() == RenewalEligibility.ELIGIBLE,
                Optional.ofNullable(certificate.renewalSummary())
                        .filter(renewal -> BLOCKED.contains(renewal.renewalStatus()))
                        .map(renewal -> renewal.renewalStatusAsString()
                                + Optional.ofNullable(renewal.renewalStatusReasonAsString())
                                        .map(reason -> ", " + reason)
                                        .orElse("")),
                "",
                String.valueOf(certificate.keyAlgorithmAsString()).split("_", 2)[0]);
    }
}
