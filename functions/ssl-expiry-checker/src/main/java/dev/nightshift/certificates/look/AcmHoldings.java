package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Holding;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.kit.aws.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What AWS Certificate Manager keeps. Needs `acm:ListCertificates` and `acm:DescribeCertificate`.
///
/// Sources: ListCertificates, DescribeCertificate and CertificateDetail, AWS Certificate Manager API Reference.
public final class AcmHoldings {
    private static final int PAGE = 100;
    private static final String TOKEN = "NextToken";
    private static final Set<String> BLOCKED = Set.of("PENDING_VALIDATION", "FAILED");

    /// Without the key types ACM would leave out all but RSA of 1024 and 2048 bits (ListCertificates, *Includes*).
    public static final List<String> KEY_TYPES =
            List.of("RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    private AcmHoldings() {}

    public static List<Holding> of(JsonApi acm) {
        List<Holding> holdings = new ArrayList<>();
        Map<String, Object> input = new HashMap<>(Map.of(
                "MaxItems",
                PAGE,
                "CertificateStatuses",
                List.of("ISSUED", "EXPIRED"),
                "Includes",
                Map.of("keyTypes", KEY_TYPES)));
        String token;
        do {
            Answer page = acm.call("ListCertificates", input);
            page.texts("CertificateSummaryList", "CertificateArn")
                    .forEach(arn ->
                            certificate(acm, arn).map(AcmHoldings::holding).ifPresent(holdings::add));
            token = page.text(TOKEN);
            input.put(TOKEN, token);
        } while (!token.isEmpty());
        return holdings;
    }

    /// Empty when it was deleted in the meantime.
    private static Optional<Answer> certificate(JsonApi acm, String arn) {
        try {
            return acm.call("DescribeCertificate", Map.of("CertificateArn", arn))
                    .all("Certificate")
                    .findFirst();
        } catch (AwsServiceException e) {
            if (Refusal.is(e, "ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Holding holding(Answer certificate) {
        List<String> users = certificate.texts("InUseBy");
        return new Holding(
                certificate.text("CertificateArn"),
                certificate.text("DomainName"),
                certificate.texts("SubjectAlternativeNames"),
                Times.required(certificate, "NotBefore"),
                Times.required(certificate, "NotAfter"),
                certificate
                        .text("Serial")
                        .replace(":", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^0+", ""),
                !users.isEmpty(),
                users,
                certificate.text("Type").equals("AMAZON_ISSUED")
                        && certificate.text("RenewalEligibility").equals("ELIGIBLE"),
                blocked(certificate),
                "",
                certificate.text("KeyAlgorithm").split("[_-]", 2)[0]);
    }

    private static Optional<String> blocked(Answer certificate) {
        String status = certificate.text("RenewalSummary", "RenewalStatus");
        String reason = certificate.text("RenewalSummary", "RenewalStatusReason");
        return BLOCKED.contains(status)
                ? Optional.of(reason.isEmpty() ? status : status + ", " + reason)
                : Optional.empty();
    }
}
