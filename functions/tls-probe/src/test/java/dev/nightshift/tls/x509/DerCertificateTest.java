package dev.nightshift.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.wire.Der;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerCertificateTest {
    private static final Instant UNTIL = Pki.NOW.plus(Duration.ofDays(60));
    private static final Identity ROOT = Pki.authority("Root").selfSigned();

    /// Certificates that OpenSSL reads.
    static Stream<Arguments> refusedByTheJdk() throws Exception {
        X500Name name = new X500Name("CN=a.test");
        GeneralNames bad = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "localhost"));
        return Stream.of(
                Arguments.of(
                        "a critical name without scheme",
                        made(name, name, Extension.subjectAlternativeName, true, bad)),
                Arguments.of("no subject", made(name, new X500Name(""), Extension.subjectAlternativeName, false, bad)),
                Arguments.of(
                        "critical constraints that are none",
                        made(name, name, Extension.basicConstraints, true, new DERIA5String("x"))),
                Arguments.of(
                        "a critical key usage that is none",
                        made(name, name, Extension.keyUsage, true, new DERTaggedObject(7, DERNull.INSTANCE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedByTheJdk")
    void whatTheJdkRefusesHasItsDates(String what, byte[] encoded) throws CertificateException {
        assertThatThrownBy(() -> byJdk(encoded)).as(what).isInstanceOf(CertificateException.class);

        X509Certificate certificate = DerCertificate.of(encoded);

        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(Pki.NOW);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(UNTIL);
        assertThat(certificate.getSerialNumber()).isEqualTo(77);
        assertThat(certificate.getEncoded()).isEqualTo(encoded);
        certificate.getKeyUsage();
        certificate.getBasicConstraints();
    }

    /// Of one that both read, both say the same.
    @Test
    void itSaysWhatTheJdkSays() throws Exception {
        for (Identity one : List.of(
                ROOT,
                Pki.authority("Middle").pathLength(3).by(ROOT),
                Pki.server("a.test", "*.b.test").ip("192.0.2.1").by(ROOT),
                Pki.server("c.test").keys(Pki.rsaKeys(2048)).selfSigned())) {
            X509Certificate theirs = one.certificate();

            X509Certificate ours = DerCertificate.of(theirs.getEncoded());

            assertThat(ours).isEqualTo(theirs);
            assertThat(ours.getVersion()).isEqualTo(theirs.getVersion());
            assertThat(ours.getSubjectX500Principal()).isEqualTo(theirs.getSubjectX500Principal());
            assertThat(ours.getIssuerX500Principal()).isEqualTo(theirs.getIssuerX500Principal());
            assertThat(ours.getNotAfter()).isEqualTo(theirs.getNotAfter());
            assertThat(ours.getSerialNumber()).isEqualTo(theirs.getSerialNumber());
            assertThat(ours.getBasicConstraints()).isEqualTo(theirs.getBasicConstraints());
            assertThat(ours.getKeyUsage()).isEqualTo(theirs.getKeyUsage());
            assertThat(String.valueOf(ours.getSubjectAlternativeNames()))
                    .isEqualTo(String.valueOf(theirs.getSubjectAlternativeNames()));
            assertThat(ours.getSigAlgName()).isEqualTo(theirs.getSigAlgName());
            assertThat(ours.getSigAlgOID()).isEqualTo(theirs.getSigAlgOID());
            assertThat(ours.getPublicKey()).isEqualTo(theirs.getPublicKey());
            assertThat(ours.getCriticalExtensionOIDs())
                    .isEqualTo(Stream.ofNullable(theirs.getCriticalExtensionOIDs())
                            .findFirst()
                            .orElse(Set.of()));
        }
    }

    @Test
    void itKnowsItsIssuer() throws Exception {
        X509Certificate certificate =
                DerCertificate.of(Pki.server("a.test").by(ROOT).certificate().getEncoded());

        certificate.verify(ROOT.certificate().getPublicKey());
        assertThatThrownBy(() -> certificate.verify(Pki.newKeys().getPublic())).isInstanceOf(SignatureException.class);
    }

    @Test
    void nobodyMakesUsCheckSignaturesForEver() throws Exception {
        byte[] encoded = Pki.server("a.test").by(ROOT).certificate().getEncoded();
        List<X509Certificate> chain = DerCertificate.all(Collections.nCopies(100, encoded));

        for (X509Certificate one : chain.subList(0, 64)) {
            one.verify(ROOT.certificate().getPublicKey());
        }

        assertThatThrownBy(() -> chain.get(64).verify(ROOT.certificate().getPublicKey()))
                .isInstanceOf(SignatureException.class)
                .hasMessage("more than 64 signatures");
    }

    @ParameterizedTest
    @CsvSource({
        "23, 260801120000Z,      2026-08-01T12:00:00Z",
        "23, 500101000000Z,      1950-01-01T00:00:00Z",
        "23, 491231235959Z,      2049-12-31T23:59:59Z",
        "23, 2608011200Z,        2026-08-01T12:00:00Z",
        "23, 260801120000+0200,  2026-08-01T10:00:00Z",
        "24, 20260801120000Z,    2026-08-01T12:00:00Z",
        "24, 20260801120000.5Z,  2026-08-01T12:00:00Z",
        "24, 99991231235959Z,    9999-12-31T23:59:59Z"
    })
    void timesAreRead(int tag, String text, Instant instant) {
        assertThat(DerTime.of(value(tag, text))).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "260801120000", "261301120000Z", "260832120000Z", "a60801120000Z", "20260801120000Z"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> DerTime.of(value(23, text))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedCertificatesAreReadOrRefused(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] encoded = Pki.server("a.test", "b.test").by(ROOT).certificate().getEncoded();
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = encoded.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                X509Certificate read = DerCertificate.of(damaged);
                read.getKeyUsage();
                read.getBasicConstraints();
                read.getSubjectAlternativeNames();
                read.getExtendedKeyUsage();
                read.verify(ROOT.certificate().getPublicKey());
            } catch (CertificateException | SignatureException documented) {
                assertThat(documented).isNotNull();
            } catch (GeneralSecurityException algorithm) {
                assertThat(algorithm).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static Der value(int tag, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = new byte[2 + content.length];
        encoded[0] = (byte) tag;
        encoded[1] = (byte) content.length;
        System.arraycopy(content, 0, encoded, 2, content.length);
        return Der.values(ByteBuffer.wrap(encoded)).getFirst();
    }

    private static X509Certificate byJdk(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] made(
            X500Name issuer, X500Name subject, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable extension)
            throws IOException, OperatorCreationException {
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(77),
                        Date.from(Pki.NOW),
                        Date.from(UNTIL),
                        subject,
                        ROOT.certificate().getPublicKey())
                .addExtension(oid, critical, extension)
                .build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(ROOT.keys().getPrivate()))
                .getEncoded();
    }
}
