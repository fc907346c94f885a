package dev.nightshift.local.aws.security;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// The certificates that an account has uploaded to IAM.
///
/// Source: ListServerCertificates, AWS Identity and Access Management API Reference.
public final class ServerCertificates implements Service {
    private final Place place;
    private final List<Fields> certificates = new CopyOnWriteArrayList<>();

    public ServerCertificates(Place place) {
        this.place = place;
    }

    /// Uploads one and says its ARN.
    public synchronized String upload(String name, Instant uploaded, Instant expiration) {
        String arn = "arn:aws:iam::%s:server-certificate/%s".formatted(place.account(), name);
        certificates.add(Fields.empty()
                .put("Path", "/")
                .put("ServerCertificateName", name)
                .put("ServerCertificateId", "ASCA%017d".formatted(certificates.size() + 1))
                .put("Arn", arn)
                .put("UploadDate", uploaded)
                .put("Expiration", expiration));
        return arn;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ListServerCertificates",
                new Operation(
                        Set.of("Marker", "MaxItems"),
                        asked -> List.of(IamRequest.of("iam:ListServerCertificates", "*")),
                        this::listServerCertificates));
    }

    private Fields listServerCertificates(Parameters asked) {
        int size = asked.text("MaxItems").map(Integer::parseInt).orElse(100);
        Page<Fields> page = Page.of(List.copyOf(certificates), size, asked.text("Marker"));
        Fields answer = Fields.empty()
                .put("ServerCertificateMetadataList", page.items())
                .put("IsTruncated", page.next().isPresent());
        page.next().ifPresent(token -> answer.put("Marker", token));
        return answer;
    }
}
