package dev.nightshift.tls.chain;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.x509.DerCertificate;
import dev.nightshift.tls.x509.PublicKeys;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules of path validation (RFC 5280 6), as the JDK knows them: asked of a path that was found already.
final class Rfc5280 {
    private Rfc5280() {}

    /// What speaks against the path besides dates and weak algorithms, which are judged
    /// elsewhere: name constraints, critical extensions that nobody knows, and the like.
    static Optional<Finding> objection(TrustPath path) {
        if (path.certificates().size() == 1) {
            return Optional.empty();
        }
        try {
            validate(path.vouchedFor(), path.anchor(), allBegun(path), false, Set.of());
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            Object reason = e.getReason();
            boolean judgedElsewhere = reason == BasicReason.EXPIRED
                    || reason == BasicReason.NOT_YET_VALID
                    || reason == BasicReason.ALGORITHM_CONSTRAINED;
            return judgedElsewhere ? Optional.empty() : Optional.of(invalid(path, String.valueOf(e.getMessage())));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.of(invalid(path, "cannot be validated: " + e.getMessage()));
        }
    }

    /// A path that the JDK finds invalid, unless it cannot read a certificate or use a key of it. Explicit
    /// curve parameters are no objection: RFC 5480 2.1.1 forbids them, and OpenSSL accepts them.
    private static Finding invalid(TrustPath path, String text) {
        return path.certificates().stream()
                .filter(one -> one instanceof DerCertificate || !PublicKeys.isUsable(one.getPublicKey()))
                .findFirst()
                .map(one -> new Finding(
                        Fault.JAVA_REFUSES,
                        "the JDK has no use for the key of " + Names.subject(one)
                                + "; signatures, dates, names and usages were checked, name constraints were not"))
                .orElse(new Finding(Fault.CHAIN_INVALID, text));
    }

    /// Checks a certificate against its issuer's revocation lists.
    ///
    /// One certificate at a time, its issuer as the anchor: so it is known which of the path was
    /// revoked, and one without a list does not hide the others. The JDK fetches nothing itself
    /// as long as nobody sets `com.sun.security.enableCRLDP` or `ocsp.enable`.
    ///
    /// @throws CertPathValidatorException with a `CertificateRevokedException` as its cause when
    ///     it is revoked, else when the lists do not answer the question
    static void checkRevocation(
            X509Certificate certificate, X509Certificate issuer, Collection<? extends CRL> lists, Instant at)
            throws GeneralSecurityException {
        validate(List.of(certificate), issuer, Date.from(at), true, lists);
    }

    private static void validate(
            List<X509Certificate> certificates,
            X509Certificate anchor,
            Date at,
            boolean revocation,
            Collection<? extends CRL> lists)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setDate(at);
        parameters.setRevocationEnabled(revocation);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
    }

    /// The first second at which every member has begun: most likely one at which all are valid.
    private static Date allBegun(TrustPath path) {
        return path.certificates().stream()
                .map(X509Certificate::getNotBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
