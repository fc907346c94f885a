package dev.nightshift.tls.chain;

import dev.nightshift.tls.x509.DerCertificate;
import dev.nightshift.tls.x509.PublicKeys;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds, among all paths from the served certificate to a trust anchor, the one that lives longest.
///
/// Not the JDK's `CertPathBuilder`: it stops at depth five, ignores an expired anchor, may answer with a path that
/// ends sooner, and has one text for seven faults. What it refuses beyond signatures is asked of [Rfc5280] afterwards.
final class PathSearch {
    private static final int DEEPEST = 12;
    // Twenty certificates of one name that vouch for each other make more paths than there is
    // time for.
    private static final int MOST_STEPS = 500;

    private final List<X509Certificate> served;
    private final TrustAnchors anchors;
    private final Map<List<X509Certificate>, Boolean> signed = new HashMap<>();
    private int steps;
    private Optional<TrustPath> best = Optional.empty();

    PathSearch(List<X509Certificate> served, TrustAnchors anchors) {
        this.served = List.copyOf(served);
        this.anchors = anchors;
    }

    Optional<TrustPath> longestLived() {
        X509Certificate leaf = served.getFirst();
        if (anchors.contains(leaf)) {
            return Optional.of(new TrustPath(List.of(leaf)));
        }
        extend(new ArrayList<>(List.of(leaf)));
        return best;
    }

    private void extend(List<X509Certificate> begun) {
        if (++steps > MOST_STEPS || begun.size() > DEEPEST || !outlivesBest(begun)) {
            return;
        }
        X509Certificate last = begun.getLast();
        int below = begun.size() - 1;
        for (X509Certificate anchor : anchors.named(last.getIssuerX500Principal())) {
            // Old roots of X.509 version 1 have no extension in which to say that they are
            // authorities.
            boolean authority = anchor.getVersion() == 1 || mayIssue(anchor, below);
            if (authority && !begun.contains(anchor) && signs(anchor, last)) {
                consider(and(begun, anchor));
            }
        }
        for (X509Certificate issuer : issuersServed(last)) {
            if (mayIssue(issuer, below) && !begun.contains(issuer)) {
                extend(and(begun, issuer));
            }
        }
    }

    /// Those among the served certificates that have signed the given one, whether they may or
    /// not.
    List<X509Certificate> issuersServed(X509Certificate certificate) {
        return served.stream()
                .filter(issuer -> issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(issuer -> signs(issuer, certificate))
                .toList();
    }

    /// Why nobody can tell here who signed the certificate, if that is so: it names an issuer that is known, and the
    /// JDK lacks the algorithm or the curve.
    Optional<String> unchecked(X509Certificate certificate) {
        return Stream.concat(served.stream(), anchors.named(certificate.getIssuerX500Principal()).stream())
                .filter(issuer -> issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .flatMap(issuer -> unchecked(issuer, certificate).stream())
                .findFirst();
    }

    private static Optional<String> unchecked(X509Certificate issuer, X509Certificate certificate) {
        try {
            verify(issuer, certificate);
            return Optional.empty();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            return Optional.of(Names.subject(certificate) + " names " + Names.subject(issuer)
                    + " as its issuer, whose signature cannot be checked here: " + e.getMessage());
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// Whether the issuer's key made the certificate's signature.
    boolean signs(X509Certificate issuer, X509Certificate certificate) {
        return signed.computeIfAbsent(List.of(issuer, certificate), pair -> verifies(issuer, certificate));
    }

    /// Whether the certificate is an authority's, with so many authorities below it (RFC 5280
    /// 4.2.1.3, 4.2.1.9).
    static boolean mayIssue(X509Certificate issuer, int authoritiesBelow) {
        boolean[] usage = issuer.getKeyUsage();
        return issuer.getBasicConstraints() >= authoritiesBelow && (usage == null || usage[5]);
    }

    private void consider(List<X509Certificate> complete) {
        if (outlivesBest(complete)) {
            best = Optional.of(new TrustPath(complete));
        }
    }

    private boolean outlivesBest(List<X509Certificate> certificates) {
        TrustPath path = new TrustPath(certificates);
        return best.isEmpty() || path.notAfter().isAfter(best.get().notAfter());
    }

    private static List<X509Certificate> and(List<X509Certificate> begun, X509Certificate next) {
        List<X509Certificate> longer = new ArrayList<>(begun);
        longer.add(next);
        return longer;
    }

    /// By the JDK, and by hand with keys for which it has no use.
    private static void verify(X509Certificate issuer, X509Certificate certificate) throws GeneralSecurityException {
        PublicKey key = issuer.getPublicKey();
        try {
            certificate.verify(key);
        } catch (GeneralSecurityException e) {
            if (PublicKeys.isUsable(key)) {
                throw e;
            }
            DerCertificate.of(certificate.getEncoded()).verify(key);
        }
    }

    private static boolean verifies(X509Certificate issuer, X509Certificate certificate) {
        try {
            verify(issuer, certificate);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // Whatever a strange key or algorithm makes the provider throw: it proves nothing.
            return false;
        }
    }
}
