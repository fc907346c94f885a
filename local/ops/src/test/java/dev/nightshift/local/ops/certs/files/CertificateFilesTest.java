package dev.nightshift.local.ops.certs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nightshift.kit.Json;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ops certs` on files that OpenSSL and keytool made: see the README beside them.
class CertificateFilesTest {
    private static final String AT = "2026-12-15T12:00:00Z";
    private static final String WRONG = "the password is wrong";
    private static final String MISSING =
            "its certificates are encrypted: expected a password by --store-password-file";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copy() throws IOException {
        copy("root.pem");
        Files.writeString(folder.resolve("password"), "secret1\r\nnot this line\n");
        Files.writeString(folder.resolve("other"), "sécret1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle.pem", "p7.pem", "p7.der", "open.p7", "nomac.p12", "empty.p12"})
    void aFileIsReadWithoutAPassword(String name) throws IOException {
        copy(name);

        assertThat(certs(name)).containsExactly("OK " + name + " 75");
    }

    @Test
    void whatOpensslAddsToATrustedCertificateIsPassedOver() throws IOException {
        copy("trusted.pem");

        assertThat(certs("trusted.pem")).singleElement().asString().startsWith("INCOMPLETE_CHAIN trusted.pem 75");
    }

    @ParameterizedTest
    @CsvSource({
        "modern.p12, OK modern.p12/alias web 75",
        "legacy.p12, OK legacy.p12 75",
        "plain.p12, OK plain.p12 75",
        "nokeys.p12, OK nokeys.p12 75",
        "des.p12, INCOMPLETE_CHAIN des.p12 75: Acme Int is neither served nor a trust anchor",
        "utf8.p12, OK utf8.p12 75",
        "keytool.p12, OK keytool.p12/alias web 75",
        "key.jks, OK key.jks/alias web 75",
        "key.jceks, OK key.jceks/alias web 75",
        "empty.p12, OK empty.p12 75",
        "trust.jks, OK trust.jks/alias ca 3635"
    })
    void aStoreIsOpenedByOneOfThePasswords(String name, String expected) throws IOException {
        copy(name);

        assertThat(certs(name, "--store-password-file", file("other"), "--store-password-file", file("password")))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "modern.p12, needed",
        "legacy.p12, needed",
        "nokeys.p12, needed",
        "keytool.p12, needed",
        "trust.p12, needed",
        "plain.p12, OK plain.p12 75",
        "key.jks, OK key.jks/alias web 75",
        "key.jceks, OK key.jceks/alias web 75",
        "trust.jks, OK trust.jks/alias ca 3635"
    })
    void whatIsNotEncryptedIsReadWithoutAPassword(String name, String expected) throws IOException {
        copy(name);

        assertThat(certs(name))
                .containsExactly(
                        expected.equals("needed") ? "FILE_UNREADABLE " + name + " ?: " + MISSING + rest() : expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern.p12", "legacy.p12", "plain.p12", "nomac.p12", "utf8.p12", "key.jks", "key.jceks"})
    void aWrongPasswordIsNeverFine(String name) throws IOException {
        copy(name);
        Files.writeString(folder.resolve("password"), "Secret1");

        assertThat(certs(name, "--store-password-file", file("password")))
                .singleElement()
                .satisfies(verdict -> {
                    if (name.equals("nomac.p12")) {
                        // Nothing in it tells whether the password is right; it has encrypted nothing either.
                        assertThat(verdict).isEqualTo("OK nomac.p12 75");
                    } else {
                        assertThat(verdict).contains("FILE_UNREADABLE", WRONG);
                        assertThat(err.toString()).startsWith("ops: " + file(name) + ": " + WRONG);
                    }
                });
        assertThat(out.toString() + err).doesNotContain("Secret1");
    }

    @Test
    void aPasswordMayBeInAVariableAndIsNeverShown() throws IOException {
        copy("modern.p12");

        assertThat(certs("modern.p12", "--store-password-env", "PATH"))
                .singleElement()
                .asString()
                .contains(WRONG);
        assertThat(out.toString() + err).doesNotContain(System.getenv("PATH"));
        out.getBuffer().setLength(0);
        assertThat(ops("certs", file("modern.p12"), "--store-password-env", "NIGHTSHIFT_NOT_SET"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString()).contains("--store-password-env: the variable NIGHTSHIFT_NOT_SET is not set");
    }

    @Test
    void everyEntryOfATrustStoreIsFoundEverywhere() throws IOException {
        copy("trust.p12");

        assertThat(certs("trust.p12", "--store-password-file", file("password")))
                .containsExactly(
                        "EXPIRED trust.p12/alias pinned -14: old.test ended 2026-12-01T15:25:11Z",
                        "OK trust.p12/alias ca 3635");
        assertThat(ops(
                        "certs",
                        file("trust.p12"),
                        "--store-password-file",
                        file("password"),
                        "--at",
                        AT,
                        "--html",
                        file("page.html")))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("trust.p12, alias ca", "trust.p12, alias pinned", "2 entries of files at");
        assertThat(folder.resolve("page.html"))
                .content()
                .contains("trust.p12, alias ca", "trust.p12, alias pinned", "2 entries of files");
    }

    @Test
    void textAroundAndBetweenCertificatesDoesNotMatter() throws IOException, GeneralSecurityException {
        String bundle = text("bundle.pem");
        write("key.pem", key() + "subject=/CN=a.test: here\n" + bundle + "0 trailing\n");
        write("crlf.pem", bundle.replace("\n", "\r\n"));
        write("mark.pem", "\ufeff" + bundle);
        write("old.pem", bundle.replace("CERTIFICATE", "X509 CERTIFICATE"));
        write("shown.pem", "0 s:CN = a.test\n" + bundle);
        Files.write(folder.resolve("wide.pem"), bundle.getBytes(StandardCharsets.UTF_16));

        for (String name : List.of("key.pem", "crlf.pem", "mark.pem", "old.pem", "shown.pem", "wide.pem")) {
            assertThat(certs(name)).containsExactly("OK " + name + " 75");
        }
    }

    @Test
    void aChainIsJudgedAsAChainAndOthersByThemselves() throws IOException {
        String leaf = separate(text("bundle.pem")).getFirst();
        write("leaf.pem", leaf);
        assertThat(certs("leaf.pem"))
                .containsExactly("INCOMPLETE_CHAIN leaf.pem 75: Acme Int is neither served nor a trust anchor");

        write("all.pem", text("bundle.pem") + text("root.pem"));
        assertThat(certs("all.pem")).containsExactly("OK all.pem 75");

        Files.delete(folder.resolve("leaf.pem"));
        write("authorities.pem", text("all.pem").substring(leaf.length()));
        assertThat(certs("authorities.pem", "--at", "2036-11-28T00:00:00Z"))
                .containsExactly(
                        "EXPIRED authorities.pem/certificate 1 -2651: Acme Int ended 2029-08-26T15:25:11Z",
                        "EXPIRED authorities.pem/certificate 2 -1: Acme Root ended 2036-11-27T15:25:10Z");
    }

    @Test
    void aChainMayBeKeptInTwoFilesOfAFolder() throws IOException {
        List<String> both = separate(text("bundle.pem"));
        Path live = Files.createDirectory(folder.resolve("live"));
        Files.writeString(live.resolve("cert.pem"), both.getFirst());
        Files.writeString(live.resolve("chain.pem"), both.getLast());

        assertThat(certs("live")).containsExactly("OK live/cert.pem 75", "OK live/chain.pem 985");
        assertThat(certs("live/cert.pem")).singleElement().asString().startsWith("INCOMPLETE_CHAIN");
    }

    /// As Kubernetes shows a secret, beside what is no certificate, and a link that leads back.
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderIsWalkedAndEachFileOfItSeenOnce() throws IOException, GeneralSecurityException {
        Path secret = Files.createDirectories(folder.resolve("mounted/..2026_11_30"));
        Files.writeString(secret.resolve("tls.crt"), text("bundle.pem"));
        Files.writeString(secret.resolve("tls.key"), key());
        Path mounted = secret.resolveSibling("");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2026_11_30"));
        Files.createSymbolicLink(mounted.resolve("tls.crt"), Path.of("..data/tls.crt"));
        Files.createSymbolicLink(mounted.resolve("tls.key"), Path.of("..data/tls.key"));
        Files.createSymbolicLink(mounted.resolve("back"), Path.of(".."));
        Files.createSymbolicLink(mounted.resolve("dead"), Path.of("nothing"));
        Files.writeString(mounted.resolve("notes.txt"), "0 notes\n");
        Files.write(mounted.resolve("noise"), new byte[] {0x30, 0x03, 0x02, 0x01, 0x05});

        assertThat(certs("mounted")).containsExactly("OK mounted/tls.crt 75", "OK mounted/back/root.pem 3635");
        Files.delete(mounted.resolve("back"));
        assertThat(certs("mounted")).containsExactly("OK mounted/tls.crt 75");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsDamagedInAFolderIsSaid() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/below"));
        Files.writeString(tree.resolve("a.pem"), text("bundle.pem").substring(0, 300));
        Files.write(tree.resolve("b.der"), Arrays.copyOf(bytes("p7.der"), 200));
        Files.write(tree.resolve("c.p12"), Arrays.copyOf(bytes("modern.p12"), 200));
        Files.write(tree.resolve("d.jks"), Arrays.copyOf(bytes("key.jks"), 200));
        byte[] large = Arrays.copyOf(text("bundle.pem").getBytes(StandardCharsets.UTF_8), 17 * 1024 * 1024);
        Files.write(tree.resolve("e.pem"), large);
        Files.write(tree.resolve("movie"), new byte[17 * 1024 * 1024]);

        assertThat(certs("tree"))
                .containsExactly(
                        "FILE_UNREADABLE tree/below/a.pem ?: line 1: damaged: expected -----END CERTIFICATE----- on a line"
                                + " of its own",
                        "FILE_UNREADABLE tree/below/b.der ?: damaged: expected the rest of it (it ends too early)",
                        "FILE_UNREADABLE tree/below/c.p12 ?: damaged: expected the rest of it (it ends too early)",
                        "FILE_UNREADABLE tree/below/d.jks ?: damaged: expected a key store of type JKS that is whole",
                        "FILE_UNREADABLE tree/below/e.pem ?: larger than 16 MiB: " + expected());
    }

    @Test
    void aNamedFileMustHaveACertificate() throws IOException, GeneralSecurityException {
        copy("leaf.csr");
        copy("secret.jceks");
        copy("gone.jks");
        write("tls.key", key());
        write("old.key", """
                -----BEGIN EC PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AAAA
                -----END EC PRIVATE KEY-----
                """);
        write("nothing", "");
        write("text", "hello\n");
        Files.createDirectory(folder.resolve("empty"));

        Map.of(
                        "leaf.csr", "holds a request for a certificate, and no certificate",
                        "secret.jceks", "holds a key store with 1 other entries, and no certificate",
                        "gone.jks", "holds a key store with 0 other entries, and no certificate",
                        "tls.key", "holds a private key, and no certificate",
                        "old.key", "holds an encrypted private key, and no certificate",
                        "nothing", "is empty",
                        "text", "holds no certificate",
                        "empty", "no file in this folder holds a certificate")
                .forEach((name, why) -> {
                    assertThat(certs(name))
                            .containsExactly("FILE_UNREADABLE " + name + " ?: " + why + ": " + expected());
                    assertThat(err.toString()).contains("ops: " + file(name) + ": " + why);
                });
    }

    @Test
    void oneDamagedCertificateHidesNoOther() throws IOException {
        write("joined.pem", text("bundle.pem").replace("-----\n-----", "----------"));
        assertThat(certs("joined.pem"))
                .containsExactly(
                        "FILE_UNREADABLE joined.pem ?: line 11: expected a line break before -----BEGIN"
                                + " CERTIFICATE-----, without which OpenSSL reads neither of the two",
                        "OK joined.pem 75");

        write("bad.pem", text("root.pem").replace("MII", "!II") + text("bundle.pem"));
        assertThat(certs("bad.pem"))
                .containsExactly(
                        "FILE_UNREADABLE bad.pem ?: line 1: damaged: expected Base64 up to -----END CERTIFICATE-----",
                        "OK bad.pem 75");
    }

    @Test
    void whatIsNeitherThereNorAHostIsSaid() {
        assertThat(ops("certs", file("absent.pem"))).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString()).contains("absent.pem: there is no such file");
        assertThat(ops("certs", "certs.d/absent.pem")).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString())
                .contains("certs.d/absent.pem: there is no such file; a host is written as https://certs.d/absent.pem");
        assertThat(ops("certs", file("root.pem") + " sni=a.test")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("expected options ca=, crit=, notice=, warn= for a file");
    }

    @Test
    void aListMayNameFilesWithOptionsOfTheirOwn() throws IOException {
        copy("bundle.pem");
        write("with space.pem", text("root.pem"));
        write("targets.txt", """
                bundle.pem ca=root.pem warn=80d  # relative to this list
                %s
                with space.pem
                ./absent.pem
                certs/absent.pem
                """.formatted(file("root.pem")));

        assertThat(ops("certs", "--file", file("targets.txt"), "--at", AT)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .contains("WARN   75", "bundle.pem", "with space.pem", "3 entries of files at ", "1 warning, 2 ok");
        assertThat(err.toString().lines())
                .containsExactly(
                        "ops: " + file("targets.txt")
                                + ":4: \"./absent.pem\": there is no such file; a host is written as" + " https://HOST",
                        "ops: " + file("targets.txt") + ":5: \"certs/absent.pem\": there is no such file; a host is"
                                + " written as https://certs/absent.pem");
    }

    /// With open lengths and strings in pieces, as Bouncy Castle writes it.
    @Test
    void aStoreMayBeWrittenInTheBasicEncoding() throws IOException, GeneralSecurityException {
        KeyStore copied = KeyStore.getInstance("JKS");
        copied.load(new ByteArrayInputStream(bytes("key.jks")), null);
        KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
        store.load(null, null);
        Certificate[] chain = copied.getCertificateChain("web");
        char[] password = "secret1".toCharArray();
        store.setKeyEntry("web", copied.getKey("web", password), password, chain);
        try (OutputStream out = Files.newOutputStream(folder.resolve("open.p12"))) {
            store.store(out, password);
        }

        assertThat(Files.readAllBytes(folder.resolve("open.p12"))).startsWith(0x30, 0x80);
        assertThat(certs("open.p12", "--store-password-file", file("password")))
                .containsExactly("OK open.p12/alias web 75");
    }

    @Test
    void whateverAFileHoldsIsReadOrRefused() throws IOException {
        StorePasswords none = StorePasswords.of(List.of(), List.of(), Map.of());
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (String name :
                List.of("bundle.pem", "p7.der", "open.p7", "plain.p12", "nomac.p12", "key.jks", "gone.jks")) {
            byte[] good = bytes(name);
            for (int i = 0; i < 2_000; i++) {
                byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
                for (int flips = random.nextInt(4); flips > 0; flips--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                assertThatCode(() -> FileContents.of(bad, none))
                        .as("%s with seed %d", name, seed)
                        .doesNotThrowAnyException();
            }
        }
    }

    /// What `ops certs` says of a file, one line for each entry.
    private List<String> certs(String name, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> args = Stream.concat(
                        Stream.of("certs", file(name), "--json", "--ca", file("root.pem")),
                        Stream.concat(
                                Arrays.stream(options),
                                List.of(options).contains("--at") ? Stream.of() : Stream.of("--at", AT)))
                .toList();
        int status = ops(args.toArray(String[]::new));
        Map<?, ?> report = (Map<?, ?>) Json.parse("report", out.toString());
        List<String> verdicts = list(report, "files").stream().map(this::line).toList();
        assertThat(status)
                .as(verdicts.toString())
                .isEqualTo(
                        verdicts.stream().allMatch(verdict -> verdict.startsWith("OK"))
                                ? ExitStatus.FINE
                                : ExitStatus.FINDINGS);
        return verdicts;
    }

    private String line(Map<?, ?> entry) {
        String place = folder.relativize(Path.of(String.valueOf(entry.get("file")))) + "/" + entry.get("entry");
        String findings = list(entry, "findings").stream()
                .map(finding -> ": " + finding.get("detail"))
                .collect(Collectors.joining());
        Object days = entry.get("daysRemaining");
        return entry.get("headline") + " " + place.replaceFirst("/$", "") + " " + (days == null ? "?" : days)
                + findings;
    }

    private static List<Map<?, ?>> list(Map<?, ?> tree, String key) {
        List<Map<?, ?>> items = new ArrayList<>();
        Objects.requireNonNull((List<?>) tree.get(key), key).forEach(item -> items.add((Map<?, ?>) item));
        return items;
    }

    private static List<String> separate(String pem) {
        String end = "-----END CERTIFICATE-----\n";
        int first = pem.indexOf(end) + end.length();
        return List.of(pem.substring(0, first), pem.substring(first));
    }

    private int ops(String... args) {
        return Ops.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String expected() {
        return "expected certificates in PEM, DER or PKCS #7 form, or a key store: PKCS #12, JKS or JCEKS";
    }

    private static String rest() {
        return " FILE or --store-password-env NAME";
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void copy(String name) throws IOException {
        Files.write(folder.resolve(name), bytes(name));
    }

    private String text(String name) throws IOException {
        Path written = folder.resolve(name);
        return Files.exists(written) ? Files.readString(written) : new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CertificateFilesTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static String key() throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
