package dev.nightshift.tls.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/// The certificates that are believed without further proof, by subject.
public final class TrustAnchors {
    private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

    private TrustAnchors() {}

    /// Exactly these.
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        TrustAnchors anchors = new TrustAnchors();
        certificates.forEach(certificate -> anchors.bySubject
                .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                .add(certificate));
        return anchors;
    }

    /// Those that the running JDK trusts.
    public static TrustAnchors ofJdk() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return of(Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's trust store cannot be read", e);
        }
    }

    /// The certificates of a PEM file (one or more) or a DER file (one).
    ///
    /// @throws IllegalArgumentException naming the file, when it holds none
    /// @throws IOException when it cannot be read
    public static List<X509Certificate> read(Path file) throws IOException {
        return read(file.toString(), Files.readAllBytes(file));
    }

    /// The certificates of a content in PEM or DER form.
    ///
    /// @param source the file or setting, named in the error
    /// @throws IllegalArgumentException when it holds none
    public static List<X509Certificate> read(String source, byte[] content) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            factory.generateCertificates(new ByteArrayInputStream(content))
                    .forEach(certificate -> found.add((X509Certificate) certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(source + ": expected certificates in PEM or DER form", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(source + ": expected at least one certificate in PEM or DER form");
        }
        return found;
    }

    /// These, and further ones.
    public TrustAnchors and(Collection<X509Certificate> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<X509Certificate> all = new ArrayList<>(more);
        all.addAll(all());
        return of(all);
    }

    /// These, without those that have one of these fingerprints.
    TrustAnchors without(Set<String> fingerprints) {
        return of(all().stream()
                .filter(anchor -> !fingerprints.contains(DistrustedAuthorities.fingerprint(anchor)))
                .toList());
    }

    /// All of them, in no order.
    public Collection<X509Certificate> all() {
        return bySubject.values().stream().flatMap(List::stream).toList();
    }

    /// Those with the given subject.
    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    /// Whether this very certificate is one of them.
    boolean contains(X509Certificate certificate) {
        return named(certificate.getSubjectX500Principal()).contains(certificate);
    }
}
