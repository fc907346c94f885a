package dev.nightshift.tls.chain;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server sent as its certificates, and what can be made of it; no clock has a part in this.
///
/// @param served as sent, at least one; the first is the server's own
/// @param path the longest-lived way to a trust anchor
/// @param broken why there is none, or why it may not be used
/// @param distrust who refuses its authority, now or for later certificates
public record Chain(
        List<X509Certificate> served, Optional<TrustPath> path, Optional<Finding> broken, Optional<Finding> distrust) {
    // Browsers and OpenSSL stop far below; every further one costs signatures to verify.
    private static final int MOST = 32;

    /// One whose authority is not judged.
    public Chain(List<X509Certificate> served, Optional<TrustPath> path, Optional<Finding> broken) {
        this(served, path, broken, Optional.empty());
    }

    public static Chain of(List<X509Certificate> sent, TrustAnchors anchors) {
        return of(sent, anchors, DistrustedAuthorities.known());
    }

    public static Chain of(List<X509Certificate> sent, TrustAnchors anchors, DistrustedAuthorities distrusted) {
        List<X509Certificate> served = List.copyOf(sent);
        List<X509Certificate> followed = served.subList(0, Math.min(MOST, served.size()));
        PathSearch search = new PathSearch(followed, anchors);
        Optional<TrustPath> path = search.longestLived();
        Optional<Finding> broken = path.isPresent()
                ? Rfc5280.objection(path.get())
                : Optional.of(whyNoPath(served.getFirst(), search, anchors));
        Optional<Finding> distrust = path.flatMap(found -> distrusted.about(
                found,
                refused -> new PathSearch(followed, anchors.without(refused))
                        .longestLived()
                        .isPresent()));
        return new Chain(served, path, broken, distrust);
    }

    /// The same judgement of a chain of which only these were served.
    Chain of(List<X509Certificate> sent) {
        return new Chain(sent, path, broken, distrust);
    }

    /// The same with why it could not be completed, the last reason alone.
    Chain because(List<String> reasons) {
        return new Chain(
                served,
                path,
                broken.map(why -> reasons.isEmpty() || reasons.getLast().isEmpty()
                        ? why
                        : new Finding(why.fault(), why.detail() + "; " + reasons.getLast())),
                distrust);
    }

    /// Whether the issuer of a certificate is missing.
    public boolean isIncomplete() {
        return broken.filter(why -> why.fault() == Fault.INCOMPLETE_CHAIN).isPresent();
    }

    public X509Certificate leaf() {
        return served.getFirst();
    }

    /// The certificates that a client relies on: the path's, or the leaf alone.
    public List<X509Certificate> relied() {
        return path.map(TrustPath::certificates).orElse(List.of(leaf()));
    }

    /// Whether the path ends at this one.
    public boolean isAnchor(X509Certificate certificate) {
        return path.filter(found -> found.anchor().equals(certificate)).isPresent();
    }

    /// The one whose end is the end of the endpoint's health.
    public X509Certificate limiting() {
        return path.map(TrustPath::limiting).orElse(leaf());
    }

    /// The size of the Certificate message of TLS 1.2, which has three bytes of length before
    /// each.
    public int bytes() {
        return served.stream().mapToInt(Chain::encodedBytes).sum() + 3 * served.size();
    }

    private static int encodedBytes(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }

    private static Finding whyNoPath(X509Certificate leaf, PathSearch search, TrustAnchors anchors) {
        Set<X509Certificate> seen = new HashSet<>();
        X509Certificate top = leaf;
        while (seen.add(top)) {
            if (top.getSubjectX500Principal().equals(top.getIssuerX500Principal()) && search.signs(top, top)) {
                return top.equals(leaf)
                        ? new Finding(Fault.SELF_SIGNED, Names.subject(top) + " vouches for itself")
                        : new Finding(Fault.UNTRUSTED_ROOT, Names.subject(top) + " is no trust anchor");
            }
            List<X509Certificate> issuers = search.issuersServed(top);
            if (issuers.isEmpty()) {
                break;
            }
            X509Certificate issuer = issuers.getFirst();
            if (!PathSearch.mayIssue(issuer, seen.size() - 1)) {
                return new Finding(
                        Fault.CHAIN_INVALID,
                        Names.subject(top) + " is signed by " + Names.subject(issuer) + ", which may not issue it");
            }
            top = issuer;
        }
        if (seen.size() == MOST) {
            return new Finding(Fault.CHAIN_INVALID, "longer than the " + MOST + " certificates that are followed here");
        }
        Optional<String> unchecked = search.unchecked(top);
        if (unchecked.isPresent()) {
            return new Finding(Fault.SIGNATURE_UNKNOWN, unchecked.get());
        }
        String issuer = Names.shown(top.getIssuerX500Principal());
        return anchors.named(top.getIssuerX500Principal()).isEmpty()
                ? new Finding(Fault.INCOMPLETE_CHAIN, issuer + " is neither served nor a trust anchor")
                : new Finding(Fault.UNTRUSTED_ROOT, "a trust anchor is named " + issuer + ", but did not sign this");
    }
}
