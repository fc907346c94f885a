package dev.nightshift.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Random;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against Bouncy Castle's curves and signatures.
class PrimeCurveTest {
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "brainpoolP256r1",
                "brainpoolP384r1",
                "brainpoolP512r1",
                "secp256k1",
                "secp192r1",
                "secp224r1",
                "secp256r1",
                "secp384r1",
                "secp521r1"
            })
    void signaturesAreTheirsAndNoOthers(String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec(name));
        for (String algorithm : new String[] {"SHA256withECDSA", "SHA512withECDSA"}) {
            KeyPair pair = generator.generateKeyPair();
            PrimeCurveKey key = key(pair.getPublic().getEncoded());
            byte[] content = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm, BOUNCY_CASTLE);
            signer.initSign(pair.getPrivate());
            signer.update(content);
            byte[] signature = signer.sign();

            assertThat(key.verifies(algorithm, content, signature)).isTrue();
            assertThat(key.verifies(algorithm, new byte[] {1, 2, 4}, signature)).isFalse();
            assertThat(key(generator.generateKeyPair().getPublic().getEncoded())
                            .verifies(algorithm, content, signature))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1", "secp256k1", "secp224r1"})
    void productsAreTheirs(String name) throws Exception {
        X9ECParameters theirs = ECNamedCurveTable.getByName(name);
        PrimeCurve ours = PrimeCurve.named(name);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            BigInteger factor = i < 4 ? BigInteger.valueOf(i + 1) : new BigInteger(ours.bits(), random);

            byte[] product = theirs.getG().multiply(factor).getEncoded(false);

            assertThat(ours.encode(ours.multiply(factor, ours.generator()))).isEqualTo(product);
            assertThat(ours.encode(ours.decode(product))).isEqualTo(product);
        }
        assertThat(ours.multiply(ours.order(), ours.generator())).isEqualTo(ECPoint.POINT_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"brainpoolP256r1", "secp256r1", "secp521r1", "secp256k1"})
    void compressedPointsAreRead(String name) throws Exception {
        X9ECParameters theirs = CustomNamedCurves.getByName(name) == null
                ? ECNamedCurveTable.getByName(name)
                : CustomNamedCurves.getByName(name);
        PrimeCurve ours = PrimeCurve.named(name);
        for (int factor = 1; factor < 9; factor++) {
            var point = theirs.getG().multiply(BigInteger.valueOf(factor));

            assertThat(ours.encode(ours.decode(point.getEncoded(true)))).isEqualTo(point.getEncoded(false));
        }
    }

    @Test
    void whatIsNoPointIsRefused() {
        PrimeCurve curve = PrimeCurve.named("brainpoolP256r1");
        byte[] off = curve.encode(curve.generator());
        off[64] ^= 1;

        assertThatThrownBy(() -> curve.decode(off)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> curve.decode(new byte[0])).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> curve.decode(new byte[65])).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void curvesLargerThanAnyInUseAreRefused() {
        BigInteger large = BigInteger.TWO.pow(20_000).add(BigInteger.ONE);

        assertThatThrownBy(() -> PrimeCurve.of(large, BigInteger.ONE, BigInteger.ONE, new byte[] {4}, large))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("a field of 20001 bits");
    }

    private static PrimeCurveKey key(byte[] encoded) throws InvalidKeyException {
        var info = Der.values(ByteBuffer.wrap(encoded)).getFirst().inside();
        return EcPublicKeys.read(info.get(0).inside().get(1), PublicKeys.bits(info.get(1)), encoded);
    }
}
