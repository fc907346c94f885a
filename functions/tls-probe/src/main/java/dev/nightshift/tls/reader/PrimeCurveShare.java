package dev.nightshift.tls.reader;

import dev.nightshift.tls.x509.PrimeCurve;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Random;

/// Key agreement on a curve that the JDK lacks (RFC 8734).
///
/// It takes no care to hide the key from anybody who measures time: it protects nothing but what the server shows to
/// everyone.
record PrimeCurveShare(PrimeCurve curve, BigInteger key) implements KeyShare {
    static KeyShare of(String name, Random random) {
        PrimeCurve curve = PrimeCurve.named(name);
        // Less than the order, whose highest bit is set.
        BigInteger key = new BigInteger(curve.bits() - 1, random).setBit(0);
        return new PrimeCurveShare(curve, key);
    }

    @Override
    public byte[] offer() {
        return curve.encode(curve.multiply(key, curve.generator()));
    }

    @Override
    public int answerBytes() {
        return curve.pointBytes();
    }

    @Override
    public byte[] secret(byte[] answer) throws InvalidKeyException {
        return curve.coordinate(curve.multiply(key, curve.decode(answer)).getAffineX());
    }
}
