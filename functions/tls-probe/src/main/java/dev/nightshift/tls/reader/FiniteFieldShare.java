package dev.nightshift.tls.reader;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import dev.nightshift.tls.x509.FixedLength;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Random;

/// Key agreement in the finite fields of RFC 7919, whose primes are calculated as its appendix A defines them.
///
/// The JDK's own primes of these sizes are those of RFC 3526.
record FiniteFieldShare(BigInteger prime, BigInteger exponent) implements KeyShare {
    // What RFC 7919 A.5 asks for in the largest group.
    private static final int EXPONENT_BITS = 400;

    /// @param x the number that makes the sum a safe prime
    static KeyShare of(int bits, int x, Random random) {
        BigInteger middle = e(bits - 130).add(BigInteger.valueOf(x)).shiftLeft(64);
        BigInteger prime =
                TWO.pow(bits).subtract(TWO.pow(bits - 64)).add(middle).subtract(ONE);
        return new FiniteFieldShare(prime, new BigInteger(EXPONENT_BITS, random).setBit(EXPONENT_BITS - 1));
    }

    @Override
    public byte[] offer() {
        return FixedLength.of(TWO.modPow(exponent, prime), answerBytes());
    }

    @Override
    public int answerBytes() {
        return prime.bitLength() / 8;
    }

    @Override
    public byte[] secret(byte[] answer) throws InvalidKeyException {
        BigInteger y = new BigInteger(1, answer);
        if (y.compareTo(ONE) <= 0 || y.compareTo(prime.subtract(ONE)) >= 0) {
            throw new InvalidKeyException("a public value that is not between 1 and the prime less 1");
        }
        return FixedLength.of(y.modPow(exponent, prime), answerBytes());
    }

    /// Euler's number times 2 to the given power, rounded down.
    private static BigInteger e(int bits) {
        int spare = 64;
        BigInteger term = TWO.pow(bits + spare);
        BigInteger sum = term;
        for (int i = 1; term.signum() > 0; i++) {
            term = term.divide(BigInteger.valueOf(i));
            sum = sum.add(term);
        }
        return sum.shiftRight(spare);
    }
}
