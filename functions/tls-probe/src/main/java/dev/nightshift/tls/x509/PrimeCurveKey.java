package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.List;

/// A public key on a curve that the JDK lacks, and ECDSA with it (FIPS 186-5 6.4.2).
public final class PrimeCurveKey implements ECPublicKey {
    private static final long serialVersionUID = 1;

    private final transient PrimeCurve curve;
    private final transient ECPoint point;
    private final byte[] encoded;

    PrimeCurveKey(PrimeCurve curve, ECPoint point, byte[] encoded) {
        this.curve = curve;
        this.point = point;
        this.encoded = encoded.clone();
    }

    /// Whether a signature was made with this key's private half.
    ///
    /// @param algorithm as the JDK names it, such as `SHA256withECDSA`
    /// @throws InvalidKeyException when the algorithm is no ECDSA
    /// @throws SignatureException when the signature is malformed
    public boolean verifies(String algorithm, byte[] content, byte[] signature)
            throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        if (!algorithm.endsWith("withECDSA")) {
            throw new InvalidKeyException("the key is no key for " + algorithm);
        }
        String digest = algorithm.replace("withECDSA", "").replace("SHA", "SHA-");
        return verifies(MessageDigest.getInstance(digest).digest(content), signature);
    }

    private boolean verifies(byte[] hash, byte[] signature) throws SignatureException {
        BigInteger n = curve.order();
        try {
            List<Der> numbers =
                    Der.values(ByteBuffer.wrap(signature)).getFirst().inside();
            BigInteger r = new BigInteger(numbers.get(0).bytes());
            BigInteger s = new BigInteger(numbers.get(1).bytes());
            if (r.signum() <= 0 || s.signum() <= 0 || r.compareTo(n) >= 0 || s.compareTo(n) >= 0) {
                return false;
            }
            BigInteger e = new BigInteger(1, hash).shiftRight(Math.max(0, 8 * hash.length - n.bitLength()));
            BigInteger w = s.modInverse(n);
            ECPoint sum = curve.sum(
                    e.multiply(w).mod(n), curve.generator(), r.multiply(w).mod(n), point);
            return !sum.equals(ECPoint.POINT_INFINITY)
                    && sum.getAffineX().mod(n).equals(r);
        } catch (RuntimeException e) {
            // No encoding of two numbers, or a curve that is none.
            throw new SignatureException("malformed: " + e.getMessage(), e);
        }
    }

    @Override
    public ECPoint getW() {
        return point;
    }

    @Override
    public ECParameterSpec getParams() {
        return curve.parameters();
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }
}
