package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A second opinion, where `openssl` is installed on verdicts, at the same instant.
class OpensslTest {
    private static final Pattern VERDICT = Pattern.compile("Verify return code: \\d+ \\((.*)\\)");
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity STRANGE = Pki.authority("Strange").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);
    private static final Identity OVER = Pki.authority("Over").until(in(-3)).by(ROOT);

    @TempDir
    private Path directory;

    @BeforeAll
    static void isInstalled() {
        assumeTrue(openssl(List.of("version")).startsWith("OpenSSL 3"), "openssl 3 is not installed");
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                row("", "ok", Pki.server("a.test").by(MIDDLE), MIDDLE),
                row("", "ok", Pki.server("b.test", "a.test").by(MIDDLE), MIDDLE, OVER),
                row(
                        "EXPIRED",
                        "certificate has expired",
                        Pki.server("a.test").until(in(-1)).by(MIDDLE),
                        MIDDLE),
                row(
                        "NOT_YET_VALID",
                        "certificate is not yet valid",
                        Pki.server("a.test").from(in(1)).by(MIDDLE),
                        MIDDLE),
                row(
                        "CHAIN_EXPIRED",
                        "certificate has expired",
                        Pki.server("a.test").by(OVER),
                        OVER),
                row(
                        "HOSTNAME_MISMATCH",
                        "hostname mismatch",
                        Pki.server("b.a.test").by(MIDDLE),
                        MIDDLE),
                row(
                        "SELF_SIGNED",
                        "self-signed certificate",
                        Pki.server("a.test").selfSigned()),
                row(
                        "UNTRUSTED_ROOT",
                        "self-signed certificate in certificate chain",
                        Pki.server("a.test").by(STRANGE),
                        STRANGE),
                row(
                        "INCOMPLETE_CHAIN",
                        "unable to verify the first certificate",
                        Pki.server("a.test").by(MIDDLE)),
                row(
                        "WRONG_EKU",
                        "unsuitable certificate purpose",
                        Pki.server("a.test")
                                .purposes(KeyPurposeId.id_kp_clientAuth)
                                .by(MIDDLE),
                        MIDDLE),
                row(
                        "WEAK_KEY",
                        "EE certificate key too weak",
                        Pki.server("a.test").keys(Pki.rsaKeys(1024)).by(MIDDLE),
                        MIDDLE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("servers")
    void bothComeToTheSameVerdict(String fault, String verdict, Identity leaf, Identity[] above) throws Exception {
        Path authority = Files.writeString(directory.resolve("ca.pem"), pem(ROOT));
        try (Server server = Server.start(TlsSide.serving(leaf, above))) {
            Verdict ours = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);
            String theirs = openssl(List.of(
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + server.port(),
                    "-servername",
                    "a.test",
                    "-verify_hostname",
                    "a.test",
                    "-purpose",
                    "sslserver",
                    "-CAfile",
                    authority.toString(),
                    "-attime",
                    String.valueOf(Pki.NOW.getEpochSecond())));

            assertThat(ours.headline().replace("OK", "")).isEqualTo(fault);
            Matcher matcher = VERDICT.matcher(theirs);
            assertThat(matcher.find()).as(theirs).isTrue();
            assertThat(matcher.group(1)).isEqualTo(verdict);
        }
    }

    private static Instant in(int days) {
        return Pki.NOW.plus(Duration.ofDays(days));
    }

    private static String pem(Identity identity) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(identity.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /// What it prints; nothing when it is not installed.
    private static String openssl(List<String> arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), arguments.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static Arguments row(String fault, String verdict, Identity leaf, Identity... above) {
        return Arguments.of(fault, verdict, leaf, above);
    }
}
