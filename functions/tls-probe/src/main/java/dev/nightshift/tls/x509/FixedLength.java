package dev.nightshift.tls.x509;

import java.math.BigInteger;

/// Numbers as so many bytes, the most significant first.
public final class FixedLength {
    private FixedLength() {}

    /// The number, with zeros before it.
    ///
    /// @throws IndexOutOfBoundsException when the number is larger
    public static byte[] of(BigInteger number, int bytes) {
        byte[] digits = number.toByteArray();
        int sign = digits.length > bytes && digits[0] == 0 ? 1 : 0;
        byte[] out = new byte[bytes];
        System.arraycopy(digits, sign, out, bytes - (digits.length - sign), digits.length - sign);
        return out;
    }
}
