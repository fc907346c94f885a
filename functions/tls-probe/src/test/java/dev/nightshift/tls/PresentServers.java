package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// Servers that are right or wrong at present: for tools that know no other instant.
final class PresentServers {
    static final String NAME = "a.test";
    private static final Identity ROOT =
            Pki.authority("Root").from(in(-900)).until(in(900)).selfSigned();
    private static final Identity MIDDLE =
            Pki.authority("Middle").from(in(-90)).until(in(300)).by(ROOT);
    private static final Identity OVER =
            Pki.authority("Over").from(in(-90)).until(in(-3)).by(ROOT);

    /// One of them, and what we say of it.
    ///
    /// @param above what it serves after its own certificate
    record One(String headline, long days, Identity leaf, List<Identity> above) {
        Server start() throws IOException {
            return Server.start(TlsSide.serving(leaf, above.toArray(Identity[]::new)));
        }

        /// Fails when we say something else.
        void isJudged(Server server) throws InterruptedException {
            Target target = Target.of(NAME, server.port(), Protocol.HTTPS);
            Verdict ours =
                    Probe.probe(Probe.LIMITS, Probe.LOOPBACK, target, ROOT).judge(Instant.now());
            assertThat(ours.headline()).isEqualTo(headline);
            assertThat(Probe.days(ours)).isEqualTo(days);
        }
    }

    private PresentServers() {}

    static List<One> all() {
        return List.of(
                one("OK", 60, server(60).by(ROOT)),
                one("CRIT", 2, server(2).by(ROOT)),
                one("EXPIRED", -10, server(-10).by(ROOT)),
                one("SELF_SIGNED", 60, server(60).selfSigned()),
                one(
                        "HOSTNAME_MISMATCH",
                        60,
                        Pki.server("b.test").from(in(-30)).until(in(60)).by(ROOT)),
                one("INCOMPLETE_CHAIN", 60, server(60).by(MIDDLE)),
                one("CHAIN_EXPIRED", -3, server(60).by(OVER), OVER),
                one("WEAK_KEY", 60, server(60).keys(Pki.rsaKeys(1024)).by(ROOT)));
    }

    private static One one(String headline, long days, Identity leaf, Identity... above) {
        return new One(headline, days, leaf, List.of(above));
    }

    static One that(String headline) {
        return all().stream()
                .filter(one -> one.headline().equals(headline))
                .findFirst()
                .orElseThrow();
    }

    /// The file of the authority that everybody trusts.
    static Path authority(Path directory) throws IOException, CertificateEncodingException {
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ROOT.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static Pki server(int daysLeft) {
        return Pki.server(NAME).from(in(daysLeft - 90)).until(in(daysLeft));
    }

    /// With an hour to spare, so that the days are whole until then.
    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days)).plus(Duration.ofHours(1));
    }
}
