package dev.nightshift.local.ops.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.NamedParameterSpec;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastArithmeticTest {
    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
    private static final String BOUNCY_CASTLE = "NightshiftX25519";

    @AfterEach
    void leaveTheOthersTheirProviders() {
        Security.removeProvider(CORRETTO);
        Security.removeProvider(BOUNCY_CASTLE);
    }

    @Test
    void comesFirstOnceItIsPreferred() throws NoSuchAlgorithmException {
        assertThat(provider("EC")).isNotEqualTo(CORRETTO);
        assertThat(provider("XDH")).isNotEqualTo(BOUNCY_CASTLE);

        FastArithmetic.prefer();
        FastArithmetic.prefer();

        assertThat(provider("EC")).isEqualTo(CORRETTO);
        assertThat(provider("XDH")).isEqualTo(BOUNCY_CASTLE);
        assertThat(Stream.of(Security.getProviders()).map(Provider::getName)).doesNotHaveDuplicates();
    }

    /// JSSE asks for keys by `XDH` and a [NamedParameterSpec]; a provider that cannot do that is passed over in
    /// silence.
    @ParameterizedTest
    @ValueSource(strings = {"X25519", "X448"})
    void agreesWithTheJdk(String curve) throws GeneralSecurityException {
        KeyPair jdks = keys(curve);
        FastArithmetic.prefer();
        KeyPair ours = keys(curve);

        assertThat(ours.getPrivate().getClass().getPackageName()).startsWith("org.bouncycastle");
        byte[] secret = secret(ours, jdks.getPublic());
        Security.removeProvider(BOUNCY_CASTLE);
        assertThat(secret(jdks, ours.getPublic())).isEqualTo(secret);
    }

    private static KeyPair keys(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("XDH");
        generator.initialize(new NamedParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static byte[] secret(KeyPair own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("XDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static String provider(String algorithm) throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance(algorithm).getProvider().getName();
    }
}
