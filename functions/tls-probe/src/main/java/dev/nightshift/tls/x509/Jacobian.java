package dev.nightshift.tls.x509;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.security.spec.ECPoint;

/// A point of a curve over a prime field, as x/z² and y/z³; z is zero at infinity.
///
/// The formulas are the textbook's (SEC 1 2.2.1, in coordinates without division).
record Jacobian(BigInteger x, BigInteger y, BigInteger z) {
    static final Jacobian INFINITY = new Jacobian(ONE, ONE, ZERO);

    static Jacobian of(ECPoint point) {
        return point.equals(ECPoint.POINT_INFINITY)
                ? INFINITY
                : new Jacobian(point.getAffineX(), point.getAffineY(), ONE);
    }

    /// @throws ArithmeticException when the field is none
    ECPoint affine(BigInteger p) {
        if (z.signum() == 0) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger inverse = z.modInverse(p);
        BigInteger square = inverse.multiply(inverse).mod(p);
        return new ECPoint(
                x.multiply(square).mod(p),
                y.multiply(square).mod(p).multiply(inverse).mod(p));
    }

    Jacobian twice(BigInteger a, BigInteger p) {
        BigInteger yy = y.multiply(y).mod(p);
        BigInteger s = x.multiply(yy).shiftLeft(2).mod(p);
        BigInteger zz = z.multiply(z).mod(p);
        BigInteger m = x.multiply(x)
                .multiply(BigInteger.valueOf(3))
                .add(a.multiply(zz.multiply(zz).mod(p)))
                .mod(p);
        BigInteger x3 = m.multiply(m).subtract(s.shiftLeft(1)).mod(p);
        BigInteger y3 = m.multiply(s.subtract(x3))
                .subtract(yy.multiply(yy).shiftLeft(3))
                .mod(p);
        return new Jacobian(x3, y3, y.multiply(z).multiply(TWO).mod(p));
    }

    Jacobian plus(Jacobian other, BigInteger a, BigInteger p) {
        if (z.signum() == 0) {
            return other;
        } else if (other.z.signum() == 0) {
            return this;
        }
        BigInteger zz = z.multiply(z).mod(p);
        BigInteger otherZz = other.z.multiply(other.z).mod(p);
        BigInteger u = x.multiply(otherZz).mod(p);
        BigInteger s = y.multiply(otherZz).mod(p).multiply(other.z).mod(p);
        BigInteger h = other.x.multiply(zz).subtract(u).mod(p);
        BigInteger r = other.y.multiply(zz).mod(p).multiply(z).subtract(s).mod(p);
        if (h.signum() == 0) {
            return r.signum() == 0 ? twice(a, p) : INFINITY;
        }
        BigInteger hh = h.multiply(h).mod(p);
        BigInteger hhh = hh.multiply(h).mod(p);
        BigInteger v = u.multiply(hh).mod(p);
        BigInteger x3 = r.multiply(r).subtract(hhh).subtract(v.shiftLeft(1)).mod(p);
        BigInteger y3 = r.multiply(v.subtract(x3)).subtract(s.multiply(hhh)).mod(p);
        return new Jacobian(x3, y3, h.multiply(z).mod(p).multiply(other.z).mod(p));
    }
}
