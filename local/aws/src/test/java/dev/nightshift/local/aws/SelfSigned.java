package dev.nightshift.local.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// A certificate of no authority with its key, both in PEM, made by the JDK's own tool.
record SelfSigned(String certificate, String privateKey) {
    private static final String PASSWORD = "changeit";

    /// @param key `RSA_2048` or `EC_prime256v1`
    /// @param lifetime whole days
    static SelfSigned of(String domain, String key, Duration lifetime) {
        try {
            Path folder = Files.createTempDirectory("nightshift-certificate");
            Path store = folder.resolve("store.p12");
            try {
                keytool(store, domain, key, lifetime);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String domain, String key, Duration lifetime)
            throws IOException, InterruptedException {
        List<String> algorithm = key.startsWith("EC_")
                ? List.of("-keyalg", "EC", "-groupname", "secp256r1")
                : List.of("-keyalg", "RSA", "-keysize", "2048");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "one",
                "-dname",
                "CN=" + domain,
                "-ext",
                "san=dns:" + domain,
                "-validity",
                Long.toString(lifetime.toDays()),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        command.command().addAll(algorithm);
        Process keytool = command.redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    private static SelfSigned read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return new SelfSigned(
                pem("CERTIFICATE", store.getCertificate("one").getEncoded()),
                pem("PRIVATE KEY", store.getKey("one", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
