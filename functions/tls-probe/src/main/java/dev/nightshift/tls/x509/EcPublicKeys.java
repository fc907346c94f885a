package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.List;

/// Public keys on elliptic curves as certificates have them (RFC 5480 2): on a curve that has a name, or on one that is
/// described by explicit parameters (SEC 1 C.2).
final class EcPublicKeys {
    private static final String PRIME_FIELD = "1.2.840.10045.1.1";

    private EcPublicKeys() {}

    /// @param parameters of the key's algorithm
    /// @param point encoded
    /// @param encoded the whole SubjectPublicKeyInfo
    /// @throws InvalidKeyException when it cannot be read here
    static PrimeCurveKey read(Der parameters, byte[] point, byte[] encoded) throws InvalidKeyException {
        try {
            PrimeCurve curve = switch (parameters.tag()) {
                case Der.OID ->
                    NamedCurves.byOid(parameters.oid())
                            .orElseThrow(() -> new InvalidKeyException("a curve that is unknown here"));
                case Der.SEQUENCE -> explicit(parameters.inside());
                default -> throw new InvalidKeyException("a curve that is not described");
            };
            return new PrimeCurveKey(curve, curve.decode(point), encoded);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidKeyException("curve parameters that cannot be read", e);
        }
    }

    /// SEQUENCE { version, SEQUENCE { field type, prime }, SEQUENCE { a, b, ... }, generator, order, ... }
    private static PrimeCurve explicit(List<Der> parts) throws InvalidKeyException {
        List<Der> field = parts.get(1).inside();
        List<Der> coefficients = parts.get(2).inside();
        if (!field.get(0).oid().equals(PRIME_FIELD)) {
            throw new InvalidKeyException("a curve over a field that is not prime");
        }
        return PrimeCurve.of(
                number(field.get(1)),
                number(coefficients.get(0)),
                number(coefficients.get(1)),
                parts.get(3).bytes(),
                number(parts.get(4)));
    }

    private static BigInteger number(Der value) {
        return new BigInteger(1, value.bytes());
    }
}
