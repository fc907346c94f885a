package dev.nightshift.certificates;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;

/// The certificates that were uploaded to IAM. Needs `iam:ListServerCertificates`.
///
/// IAM says neither when their lifetime began (the upload stands for it), nor what uses them: [HoldingSights] knows it
/// from what shows them.
final class IamHoldings {
    private IamHoldings() {}

    static List<Holding> of(IamClient iam) {
        return iam.listServerCertificatesPaginator().serverCertificateMetadataList().stream()
                .map(IamHoldings::holding)
                .toList();
    }

    private static Holding holding(ServerCertificateMetadata certificate) {
        return new Holding(
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
                "");
    }
}
