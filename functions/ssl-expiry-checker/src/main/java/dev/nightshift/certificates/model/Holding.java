package dev.nightshift.certificates.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A certificate that AWS keeps for us.
///
/// @param arn its own, or that of the database instance that has it
/// @param name for people
/// @param domains it is good for
/// @param notBefore where the service does not say, so long ago that only the days of thresholds count
/// @param serial in lower-case hexadecimal digits without leading zeros; empty where the service does not say
/// @param used whether something serves it, as far as the service says
/// @param usedBy what does, where the service says
/// @param renewedByAws whether AWS is to renew it in time by itself
/// @param blocked why that cannot go on without a person
/// @param id what CloudFront calls it, if it is not the ARN; else empty
/// @param keyType `RSA` or `EC`; empty where the service does not say
public record Holding(
        String arn,
        String name,
        List<String> domains,
        Instant notBefore,
        Instant notAfter,
        String serial,
        boolean used,
        List<String> usedBy,
        boolean renewedByAws,
        Optional<String> blocked,
        String id,
        String keyType) {
    private static final String UPLOADED = ":server-certificate/";

    /// One of which no more is known.
    public Holding(
            String arn,
            String name,
            List<String> domains,
            Instant notBefore,
            Instant notAfter,
            String serial,
            boolean used,
            List<String> usedBy,
            boolean renewedByAws,
            Optional<String> blocked) {
        this(arn, name, domains, notBefore, notAfter, serial, used, usedBy, renewedByAws, blocked, "", "");
    }

    /// Whether it was uploaded to IAM, which does not say what uses it.
    public boolean isUploaded() {
        return arn.contains(UPLOADED);
    }

    /// Whether clients may be shown it there.
    public boolean isHeldBy(Front front) {
        return front.certificates().contains(arn)
                || (!id.isEmpty() && front.certificates().contains(id));
    }

    /// Whether it is good for a name as certificates have it: a wildcard is good for itself and for one label.
    public boolean covers(String name) {
        int dot = name.indexOf('.');
        return domains.contains(name) || (dot >= 0 && domains.contains("*" + name.substring(dot)));
    }

    /// The same with whether it is used.
    public Holding used(boolean now) {
        return new Holding(
                arn, name, domains, notBefore, notAfter, serial, now, usedBy, renewedByAws, blocked, id, keyType);
    }
}
