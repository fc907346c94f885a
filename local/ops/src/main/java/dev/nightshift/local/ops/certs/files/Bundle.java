package dev.nightshift.local.ops.certs.files;

import dev.nightshift.local.ops.certs.files.Stored.Role;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.chain.TrustPath;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// What the certificates of a file are to each other.
///
/// A certificate that is no authority's is judged with the authorities above it, as a server would serve it. An
/// authority that is above none is judged by itself: whether anybody trusts it is not the file's concern.
final class Bundle {
    private static final int SIGNS_CERTIFICATES = 5;

    private final List<Stored> stored;
    private final TrustAnchors anchors;
    private final List<X509Certificate> own;
    private final List<X509Certificate> siblings;

    /// One of them, and what it is judged with.
    record Kept(Stored stored, Chain chain) {}

    private Bundle(List<Stored> stored, List<X509Certificate> siblings, TrustAnchors anchors) {
        this.stored = stored;
        this.anchors = anchors;
        this.own = stored.stream().map(Stored::certificate).toList();
        this.siblings = siblings;
    }

    /// @param siblings authorities in other files of the same folder: a chain may be kept in two files
    static List<Kept> of(List<Stored> group, List<X509Certificate> siblings, TrustAnchors anchors) {
        return new Bundle(distinct(group), siblings, anchors).kept();
    }

    /// Whether it is there for the sake of others. `openssl req -x509` makes every certificate an authority's, also a
    /// server's, but says nothing of what its key may sign.
    static boolean isAuthority(Stored one) {
        X509Certificate certificate = one.certificate();
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage != null && usage[SIGNS_CERTIFICATES];
        boolean nameless = one.role() != Role.IDENTITY && Leaf.of(certificate).nameCount() == 0;
        return certificate.getBasicConstraints() >= 0 && (signs || nameless);
    }

    private List<Kept> kept() {
        List<Kept> kept = new ArrayList<>();
        Set<X509Certificate> above = new HashSet<>();
        for (Stored one : stored) {
            if (isEnd(one)) {
                List<X509Certificate> chain = chain(one.certificate(), own);
                above.addAll(chain.subList(1, chain.size()));
                kept.add(new Kept(one, judged(one.certificate(), chain)));
            }
        }
        for (Stored one : stored) {
            if (!isEnd(one) && !above.contains(one.certificate())) {
                kept.add(new Kept(one, alone(one)));
            }
        }
        return kept;
    }

    private boolean isEnd(Stored one) {
        X509Certificate certificate = one.certificate();
        // Roots of version 1 have no extension in which to say that they are authorities.
        boolean oldRoot = certificate.getVersion() == 1 && isSelfIssued(certificate) && stored.size() > 1;
        return switch (one.role()) {
            case IDENTITY -> !isAuthority(one);
            case TRUSTED -> false;
            case ANY -> !isAuthority(one) && !oldRoot;
        };
    }

    private Chain judged(X509Certificate end, List<X509Certificate> chain) {
        Chain alone = Chain.of(chain, anchors);
        if (alone.path().isPresent() || siblings.isEmpty()) {
            return alone;
        }
        List<X509Certificate> all = new ArrayList<>(own);
        all.addAll(siblings);
        Chain together = Chain.of(chain(end, all), anchors);
        return together.path().isPresent() ? together : alone;
    }

    /// Nobody relies on the signature of one that vouches for itself, or that is trusted.
    private static Chain alone(Stored one) {
        List<X509Certificate> certificate = List.of(one.certificate());
        boolean top = one.role() == Role.TRUSTED || isSelfIssued(one.certificate());
        return new Chain(
                certificate, top ? Optional.of(new TrustPath(certificate)) : Optional.empty(), Optional.empty());
    }

    /// The certificate, and those that are named as issuers, theirs, and so on.
    private static List<X509Certificate> chain(X509Certificate end, List<X509Certificate> all) {
        Map<X500Principal, List<X509Certificate>> byName = new HashMap<>();
        all.forEach(one -> byName.computeIfAbsent(one.getSubjectX500Principal(), _ -> new ArrayList<>())
                .add(one));
        Set<X509Certificate> chain = new LinkedHashSet<>();
        Deque<X509Certificate> next = new ArrayDeque<>(List.of(end));
        while (!next.isEmpty()) {
            X509Certificate one = next.removeFirst();
            if (chain.add(one)) {
                next.addAll(byName.getOrDefault(one.getIssuerX500Principal(), List.of()));
            }
        }
        return List.copyOf(chain);
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /// A certificate that stands twice in a text is one, and a key's is not also without a key.
    private static List<Stored> distinct(List<Stored> group) {
        List<Stored> distinct = new ArrayList<>();
        Set<X509Certificate> identities = new HashSet<>();
        Set<X509Certificate> seen = new HashSet<>();
        group.stream().filter(one -> one.role() == Role.IDENTITY).forEach(one -> identities.add(one.certificate()));
        for (Stored one : group) {
            boolean again = identities.contains(one.certificate()) || !seen.add(one.certificate());
            if (one.role() == Role.IDENTITY || !again) {
                distinct.add(one);
            }
        }
        return distinct;
    }
}
