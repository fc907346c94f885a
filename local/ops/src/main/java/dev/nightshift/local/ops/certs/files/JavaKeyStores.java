package dev.nightshift.local.ops.certs.files;

import dev.nightshift.local.ops.certs.files.Stored.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Key stores in the JDK's own formats, JKS and JCEKS, by the JDK. Their certificates are not encrypted: without a
/// password they are read all the same, and only the digest over the whole is not checked.
final class JavaKeyStores {
    static final String ALIAS = "alias ";

    private JavaKeyStores() {}

    static Contents read(String type, byte[] bytes, StorePasswords passwords) {
        try {
            if (!passwords.given()) {
                return entries(loaded(type, bytes, null));
            }
            for (String password : passwords.all()) {
                Optional<KeyStore> store = opened(type, bytes, password);
                if (store.isPresent()) {
                    return entries(store.get());
                }
            }
            return Contents.problem(StorePasswords.WRONG);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Contents.problem("damaged: expected a key store of type " + type + " that is whole");
        }
    }

    private static Optional<KeyStore> opened(String type, byte[] bytes, String password)
            throws IOException, GeneralSecurityException {
        try {
            return Optional.of(loaded(type, bytes, password.toCharArray()));
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static KeyStore loaded(String type, byte[] bytes, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(bytes), password);
        return store;
    }

    private static Contents entries(KeyStore store) throws GeneralSecurityException {
        List<List<Stored>> groups = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            if (chain != null) {
                groups.add(identity(alias, chain));
            } else if (store.getCertificate(alias) instanceof X509Certificate trusted) {
                groups.add(List.of(new Stored(named(alias), trusted, Role.TRUSTED)));
            }
        }
        return Contents.of(groups).and(Contents.instead("a key store with " + store.size() + " other entries"));
    }

    private static List<Stored> identity(String alias, Certificate[] chain) {
        List<Stored> group = new ArrayList<>();
        for (Certificate certificate : chain) {
            Role role = group.isEmpty() ? Role.IDENTITY : Role.ANY;
            group.add(new Stored(named(alias), (X509Certificate) certificate, role));
        }
        return group;
    }

    static String named(String alias) {
        return ALIAS + alias;
    }
}
