package dev.nightshift.tls.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.Server;
import dev.nightshift.tls.TlsSide;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second opinion on random sets of records, where `openssl` is installed.
class OpensslDaneTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);
    private static final Identity LEAF = Pki.server("a.test").by(MIDDLE);
    private static final Identity OTHER = Pki.authority("Other").selfSigned();
    private static final int ROUNDS = 80;

    @TempDir
    private Path directory;

    @Test
    void bothFindTheSameRecordsFitting() throws Exception {
        assumeTrue(run(List.of("openssl", "version")).startsWith("OpenSSL 3"), "openssl 3 is not installed");
        Path authority = Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ROOT.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        long seed = 20_261_130L;
        Random random = new Random(seed);
        List<X509Certificate> served = List.of(LEAF.certificate(), MIDDLE.certificate());
        Chain chain = Chain.of(served, Probe.trusting(ROOT));
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Tlsa> records = Stream.generate(() -> record(random))
                        .limit(1 + random.nextInt(3))
                        .distinct()
                        .toList();
                if (isMistaken(records)) {
                    continue;
                }
                List<String> command = new ArrayList<>(List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + server.port(),
                        "-servername",
                        "a.test",
                        "-CAfile",
                        authority.toString(),
                        "-attime",
                        String.valueOf(Pki.NOW.getEpochSecond()),
                        "-dane_tlsa_domain",
                        "a.test"));
                records.forEach(record -> command.addAll(List.of(
                        "-dane_tlsa_rrdata",
                        record.usage() + " " + record.selector() + " " + record.matching() + " " + record.data())));

                boolean theirs = run(command).contains("Verify return code: 0 (ok)");
                Fault ours = Dane.judged("a.test", false, chain, Probe.trusting(ROOT), found(records))
                        .fault();

                assertThat(ours)
                        .as("seed %d, round %d: %s", seed, round, records)
                        .isEqualTo(theirs ? Fault.DANE_MATCH : Fault.DANE_MISMATCH);
            }
        }
    }

    /// An authority that stands whole in a record and is not served is found by OpenSSL 3.0, but not beside records of
    /// usage 0 or 1.
    private static boolean isMistaken(List<Tlsa> records) {
        return records.stream()
                        .filter(record -> record.fits(ROOT.certificate()))
                        .anyMatch(record -> record.usage() == Tlsa.DANE_TA && record.matching() == 0)
                && records.stream().anyMatch(record -> record.usage() < Tlsa.DANE_TA);
    }

    private static TlsaLookup.Found found(List<Tlsa> records) {
        return new TlsaLookup.Found("_443._tcp.a.test", "a.test", records, true, "127.0.0.1");
    }

    private static Tlsa record(Random random) {
        List<Identity> identities = List.of(LEAF, MIDDLE, ROOT, OTHER);
        X509Certificate certificate =
                identities.get(random.nextInt(identities.size())).certificate();
        int usage = random.nextInt(4);
        int selector = random.nextInt(2);
        int matching = random.nextInt(3);
        try {
            byte[] selected = selector == 0
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            byte[] data = switch (matching) {
                case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case 2 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return new Tlsa(usage, selector, matching, HexFormat.of().formatHex(data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What it prints; nothing when it is not installed.
    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process.inputReader().readAllAsString();
        } catch (IOException e) {
            return "";
        }
    }
}
