package dev.nightshift.tls.x509;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/// A curve over a prime field, y² = x³ + ax + b: any, also one that the JDK has given up.
///
/// For the certificate reader alone. It is slow and hides nothing from those who measure time, so its private keys must
/// protect nothing; verifying signatures needs none.
public final class PrimeCurve {
    // The largest of any standard has 521.
    private static final int MOST_BITS = 640;

    private final ECParameterSpec parameters;
    private final BigInteger p;
    private final BigInteger a;
    private final BigInteger b;

    private PrimeCurve(ECParameterSpec parameters, BigInteger p) {
        this.parameters = parameters;
        this.p = p;
        this.a = parameters.getCurve().getA();
        this.b = parameters.getCurve().getB();
    }

    /// One of [NamedCurves].
    ///
    /// @throws IllegalArgumentException when there is none of this name
    public static PrimeCurve named(String name) {
        return NamedCurves.byName(name);
    }

    /// @param generator encoded
    /// @throws InvalidKeyException when it is no curve, or larger than any in use
    static PrimeCurve of(BigInteger p, BigInteger a, BigInteger b, byte[] generator, BigInteger order)
            throws InvalidKeyException {
        if (p.bitLength() > MOST_BITS || order.bitLength() > p.bitLength() + 1 || !p.testBit(0) || p.bitLength() < 16) {
            throw new InvalidKeyException("a field of " + p.bitLength() + " bits");
        }
        try {
            EllipticCurve curve = new EllipticCurve(new ECFieldFp(p), a, b);
            PrimeCurve unfinished = new PrimeCurve(new ECParameterSpec(curve, new ECPoint(ONE, ONE), order, 1), p);
            ECPoint point = unfinished.decode(generator);
            return new PrimeCurve(new ECParameterSpec(curve, point, order, 1), p);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    public ECPoint generator() {
        return parameters.getGenerator();
    }

    BigInteger order() {
        return parameters.getOrder();
    }

    /// The size of the field.
    public int bits() {
        return p.bitLength();
    }

    /// The length of an encoded point.
    public int pointBytes() {
        return 1 + 2 * fieldBytes();
    }

    /// A coordinate, as long as the field is large.
    public byte[] coordinate(BigInteger value) {
        return FixedLength.of(value, fieldBytes());
    }

    /// Uncompressed (SEC 1 2.3.3).
    public byte[] encode(ECPoint point) {
        byte[] out = Arrays.copyOf(new byte[] {4}, pointBytes());
        System.arraycopy(coordinate(point.getAffineX()), 0, out, 1, fieldBytes());
        System.arraycopy(coordinate(point.getAffineY()), 0, out, 1 + fieldBytes(), fieldBytes());
        return out;
    }

    /// Compressed or not (SEC 1 2.3.4).
    ///
    /// @throws InvalidKeyException when it is no point of this curve
    public ECPoint decode(byte[] encoded) throws InvalidKeyException {
        int form = encoded.length == 0 ? 0 : encoded[0];
        boolean compressed = (form == 2 || form == 3) && encoded.length == 1 + fieldBytes();
        // Forms 6 and 7 say the same twice.
        if (!compressed && !((form == 4 || form == 6 || form == 7) && encoded.length == pointBytes())) {
            throw new InvalidKeyException("a point of " + encoded.length + " bytes on a curve of " + bits() + " bits");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + fieldBytes()));
        BigInteger square = x.multiply(x).add(a).multiply(x).add(b).mod(p);
        BigInteger y = compressed
                ? root(square, form == 3)
                : new BigInteger(1, Arrays.copyOfRange(encoded, 1 + fieldBytes(), encoded.length));
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(square)) {
            throw new InvalidKeyException("a point that is not on the curve");
        }
        return new ECPoint(x, y);
    }

    /// A point added to itself so many times.
    ///
    /// @throws ArithmeticException when the field is none
    public ECPoint multiply(BigInteger factor, ECPoint point) {
        return sum(factor, point, BigInteger.ZERO, point);
    }

    /// The sum of two products, bit by bit for both at once.
    ECPoint sum(BigInteger factor, ECPoint point, BigInteger otherFactor, ECPoint otherPoint) {
        Jacobian one = Jacobian.of(point);
        Jacobian other = Jacobian.of(otherPoint);
        Jacobian both = one.plus(other, a, p);
        Jacobian sum = Jacobian.INFINITY;
        for (int bit = Math.max(factor.bitLength(), otherFactor.bitLength()) - 1; bit >= 0; bit--) {
            sum = sum.twice(a, p);
            if (factor.testBit(bit)) {
                sum = sum.plus(otherFactor.testBit(bit) ? both : one, a, p);
            } else if (otherFactor.testBit(bit)) {
                sum = sum.plus(other, a, p);
            }
        }
        return sum.affine(p);
    }

    private BigInteger root(BigInteger square, boolean odd) throws InvalidKeyException {
        if (!p.testBit(1)) {
            throw new InvalidKeyException("a compressed point in a field where roots are not calculated here");
        }
        BigInteger root = square.modPow(p.add(ONE).divide(TWO.pow(2)), p);
        return root.testBit(0) == odd ? root : p.subtract(root).mod(p);
    }

    private int fieldBytes() {
        return (bits() + 7) / 8;
    }
}
