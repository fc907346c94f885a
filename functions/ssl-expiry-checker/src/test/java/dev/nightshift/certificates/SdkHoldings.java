package dev.nightshift.certificates;

import dev.nightshift.certificates.model.Holding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.RenewalStatus;
import software.amazon.awssdk.services.acm.model.RenewalSummary;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;

/// Holdings by the clients of the SDK, against which [dev.nightshift.certificates.look.AcmHoldings],
/// [dev.nightshift.certificates.look.IamHoldings] and [dev.nightshift.certificates.look.RdsHoldings] are held.
final class SdkHoldings {
    private SdkHoldings() {}

    static List<Holding> of(AcmClient acm) {
        List<Holding> holdings = new ArrayList<>();
        for (CertificateSummary summary : acm.listCertificatesPaginator(request -> request.maxItems(100)
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
                text(certificate.domainName()),
                certificate.subjectAlternativeNames(),
                certificate.notBefore(),
                certificate.notAfter(),
                text(certificate.serial())
                        .replace(":", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^0+", ""),
                !certificate.inUseBy().isEmpty(),
                certificate.inUseBy(),
                certificate.type() == CertificateType.AMAZON_ISSUED
                        && certificate.renewalEligibility() == RenewalEligibility.ELIGIBLE,
                Optional.ofNullable(certificate.renewalSummary()).flatMap(SdkHoldings::blocked),
                "",
                text(certificate.keyAlgorithmAsString()).replace('-', '_').split("_", 2)[0]);
    }

    private static Optional<String> blocked(RenewalSummary renewal) {
        boolean waits = renewal.renewalStatus() == RenewalStatus.PENDING_VALIDATION
                || renewal.renewalStatus() == RenewalStatus.FAILED;
        String reason = text(renewal.renewalStatusReasonAsString());
        return waits
                ? Optional.of(renewal.renewalStatusAsString() + (reason.isEmpty() ? "" : ", " + reason))
                : Optional.empty();
    }

    static List<Holding> of(IamClient iam) {
        return iam.listServerCertificatesPaginator().serverCertificateMetadataList().stream()
                .map(certificate -> new Holding(
                        certificate.arn(),
                        certificate.serverCertificateName(),
                        List.of(),
                        certificate.uploadDate(),
                        certificate.expiration(),
                        "",
                        true,
                        List.of(),
                        false,
                        Optional.empty(),
                        certificate.serverCertificateId(),
                        ""))
                .toList();
    }

    static List<Holding> of(RdsClient rds) {
        return rds.describeDBInstancesPaginator().dbInstances().stream()
                .filter(instance -> instance.certificateDetails() != null
                        && instance.certificateDetails().validTill() != null)
                .map(instance -> new Holding(
                        instance.dbInstanceArn(),
                        "%s (%s)"
                                .formatted(
                                        text(instance.dbInstanceIdentifier()),
                                        text(instance.certificateDetails().caIdentifier())),
                        List.of(),
                        Instant.EPOCH,
                        instance.certificateDetails().validTill(),
                        "",
                        true,
                        List.of(),
                        false,
                        Optional.empty()))
                .toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
