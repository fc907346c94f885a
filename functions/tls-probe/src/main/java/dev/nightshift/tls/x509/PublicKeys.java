package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys in certificates (RFC 5280 4.1.2.7): the JDK's where it has them, own ones for the curves it lacks.
public final class PublicKeys {
    private static final String EC = "1.2.840.10045.2.1";
    // Of secp256r1, secp384r1 and secp521r1.
    private static final Set<BigInteger> USABLE = Stream.of("secp256r1", "secp384r1", "secp521r1")
            .map(name -> PrimeCurve.named(name).order())
            .collect(Collectors.toUnmodifiableSet());

    private PublicKeys() {}

    /// A key that nothing can be checked with.
    private record Unreadable(String oid, Der info) implements PublicKey {
        @Override
        public String getAlgorithm() {
            return oid;
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return info.whole();
        }
    }

    /// Reads one.
    ///
    /// @param info SubjectPublicKeyInfo
    public static PublicKey of(Der info) {
        List<Der> parts = info.inside();
        List<Der> algorithm = parts.get(0).inside();
        String oid = algorithm.getFirst().oid();
        PublicKey byJdk = byJdk(oid, info);
        return isUsable(byJdk) || !oid.equals(EC) || algorithm.size() < 2
                ? byJdk
                : onCurve(algorithm.get(1), bits(parts.get(1)), byJdk);
    }

    /// The key itself, or the same key as one that can be used.
    static PublicKey read(PublicKey key) {
        return isUsable(key) || key instanceof PrimeCurveKey
                ? key
                : of(Der.values(ByteBuffer.wrap(key.getEncoded())).getFirst());
    }

    /// Whether the JDK can do something with a key: it reads some on curves with which it calculates no more.
    public static boolean isUsable(PublicKey key) {
        return key instanceof ECPublicKey ec
                ? USABLE.contains(ec.getParams().getOrder())
                : !(key instanceof Unreadable);
    }

    /// What kind of key it is that cannot be used, in words.
    public static String described(PublicKey key) {
        return key instanceof ECPublicKey ec
                ? "a curve of " + ec.getParams().getCurve().getField().getFieldSize() + " bits that is unknown here"
                : "algorithm " + key.getAlgorithm();
    }

    private static PublicKey byJdk(String oid, Der info) {
        try {
            return KeyFactory.getInstance(oid).generatePublic(new X509EncodedKeySpec(info.whole()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Also whatever strange keys make the JDK throw.
            return new Unreadable(oid, info);
        }
    }

    /// A BIT STRING without the number of unused bits before it.
    static byte[] bits(Der string) {
        byte[] bytes = string.bytes();
        return bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    private static PublicKey onCurve(Der parameters, byte[] point, PublicKey byJdk) {
        try {
            return EcPublicKeys.read(parameters, point, byJdk.getEncoded());
        } catch (GeneralSecurityException | RuntimeException e) {
            return byJdk;
        }
    }
}
