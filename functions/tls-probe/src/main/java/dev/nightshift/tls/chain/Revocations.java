package dev.nightshift.tls.chain;

import dev.nightshift.tls.chain.Downloads.Answer;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks issuers' revocation lists (RFC 5280 5) about the certificates of a path; each list is fetched once.
///
/// Only of paths that end at a trust anchor: what a stranger's certificate names must not make this machine call
/// addresses of its choosing. For the same reason no redirect is followed. A list that cannot be had is no fault.
public final class Revocations implements AutoCloseable {
    private static final int LARGEST_LIST = 4 * 1_024 * 1_024;

    private final Duration patience;
    private final InstantSource clock;
    private @Nullable Downloads<CRL> lists;

    public Revocations(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    public List<Finding> of(TrustPath path) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i + 1 < path.certificates().size(); i++) {
            X509Certificate certificate = path.certificates().get(i);
            Instant now = clock.instant();
            // Lists forget a certificate that is over.
            boolean current = !now.isAfter(certificate.getNotAfter().toInstant())
                    && !now.isBefore(certificate.getNotBefore().toInstant());
            NamedAddresses addresses = NamedAddresses.ofLists(certificate);
            if (current && !addresses.isEmpty()) {
                check(certificate, path.certificates().get(i + 1), addresses, now)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> check(
            X509Certificate certificate, X509Certificate issuer, NamedAddresses addresses, Instant now)
            throws InterruptedException {
        String subject = Names.subject(certificate);
        List<CRL> fetched = new ArrayList<>();
        String missing = "only plain http is asked, not " + String.join(", ", addresses.others());
        for (URI address : addresses.http()) {
            switch (lists().get(address)) {
                case Answer.Content<CRL>(CRL list) -> fetched.add(list);
                case Answer.Nothing<CRL>(String why) -> missing = address + ": " + why;
            }
        }
        if (fetched.isEmpty()) {
            return unknown(subject, missing);
        }
        try {
            Rfc5280.checkRevocation(certificate, issuer, fetched, now);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return e.getCause() instanceof CertificateRevokedException revoked
                    ? Optional.of(new Finding(Fault.REVOKED, subject + ": " + why(revoked)))
                    : unknown(subject, e.getMessage());
        }
    }

    private static String why(CertificateRevokedException revoked) {
        return revoked.getRevocationReason() + ", since "
                + revoked.getRevocationDate().toInstant();
    }

    private static Optional<Finding> unknown(String subject, @Nullable String why) {
        return Optional.of(new Finding(Fault.REVOCATION_UNKNOWN, subject + ": " + why));
    }

    /// Made when first needed: most private authorities name no list.
    private synchronized Downloads<CRL> lists() {
        if (lists == null) {
            Downloads.Kind<CRL> kind = new Downloads.Kind<>(
                    "revocation list",
                    LARGEST_LIST,
                    1,
                    body -> CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(body)));
            lists = new Downloads<>(kind, patience, AddressRule.ANY);
        }
        return lists;
    }

    @Override
    public synchronized void close() {
        if (lists != null) {
            lists.close();
        }
    }
}
