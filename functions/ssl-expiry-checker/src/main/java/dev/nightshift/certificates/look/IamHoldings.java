package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Holding;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.QueryApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The certificates that were uploaded to IAM. Needs `iam:ListServerCertificates`.
///
/// IAM says neither when their lifetime began (the upload stands for it), nor what uses them:
/// [dev.nightshift.certificates.plan.HoldingSights] knows it
/// from what shows them.
///
/// Source: ListServerCertificates, AWS Identity and Access Management API Reference.
public final class IamHoldings {
    private static final String RESULT = "ListServerCertificatesResult";
    private static final String MARKER = "Marker";

    private IamHoldings() {}

    public static List<Holding> of(QueryApi iam) {
        List<Holding> holdings = new ArrayList<>();
        Map<String, String> parameters = new TreeMap<>();
        Answer page;
        do {
            page = iam.call("ListServerCertificates", parameters);
            page.all(RESULT, "ServerCertificateMetadataList", "member")
                    .map(IamHoldings::holding)
                    .forEach(holdings::add);
            parameters.put(MARKER, page.text(RESULT, MARKER));
        } while (Boolean.parseBoolean(page.text(RESULT, "IsTruncated")));
        return holdings;
    }

    private static Holding holding(Answer certificate) {
        return new Holding(
                certificate.text("Arn"),
                certificate.text("ServerCertificateName"),
                List.of(),
                Times.required(certificate, "UploadDate"),
                Times.required(certificate, "Expiration"),
                "",
                true,
                List.of(),
                false,
                Optional.empty(),
                certificate.text("ServerCertificateId"),
                "");
    }
}
