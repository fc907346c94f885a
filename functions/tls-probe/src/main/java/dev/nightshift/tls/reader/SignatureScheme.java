package dev.nightshift.tls.reader;

import dev.nightshift.tls.x509.PrimeCurveKey;
import dev.nightshift.tls.x509.PublicKeys;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// Signatures by their numbers in TLS (IANA, "TLS SignatureScheme").
final class SignatureScheme {
    private SignatureScheme() {}

    /// @throws GeneralSecurityException when it cannot be checked here
    static boolean verifies(int number, PublicKey key, byte[] content, byte[] signature)
            throws GeneralSecurityException {
        String algorithm = algorithm(number);
        if (key instanceof PrimeCurveKey own) {
            return own.verifies(algorithm, content, signature);
        }
        if (!PublicKeys.isUsable(key)) {
            throw new InvalidKeyException(PublicKeys.described(key));
        }
        Signature verifier = Signature.getInstance(algorithm);
        // The key first: it decides which provider is asked.
        verifier.initVerify(key);
        if (algorithm.equals("RSASSA-PSS")) {
            verifier.setParameter(pss(number));
        }
        verifier.update(content);
        return verifier.verify(signature);
    }

    private static String algorithm(int number) throws NoSuchAlgorithmException {
        return switch (number) {
            case 0x0201 -> "SHA1withRSA";
            case 0x0202 -> "SHA1withDSA";
            case 0x0203 -> "SHA1withECDSA";
            case 0x0301 -> "SHA224withRSA";
            case 0x0302 -> "SHA224withDSA";
            case 0x0303 -> "SHA224withECDSA";
            case 0x0401 -> "SHA256withRSA";
            case 0x0402 -> "SHA256withDSA";
            case 0x0403, 0x081a -> "SHA256withECDSA";
            case 0x0501 -> "SHA384withRSA";
            case 0x0502 -> "SHA384withDSA";
            case 0x0503, 0x081b -> "SHA384withECDSA";
            case 0x0601 -> "SHA512withRSA";
            case 0x0602 -> "SHA512withDSA";
            case 0x0603, 0x081c -> "SHA512withECDSA";
            case 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b -> "RSASSA-PSS";
            case 0x0807 -> "Ed25519";
            case 0x0808 -> "Ed448";
            case 0x0904 -> "ML-DSA-44";
            case 0x0905 -> "ML-DSA-65";
            case 0x0906 -> "ML-DSA-87";
            default -> throw new NoSuchAlgorithmException("unknown here");
        };
    }

    /// The salt is as long as the hash (RFC 8446 4.2.3).
    private static PSSParameterSpec pss(int number) {
        int bits = switch (number) {
            case 0x0804, 0x0809 -> 256;
            case 0x0805, 0x080a -> 384;
            default -> 512;
        };
        String hash = "SHA-" + bits;
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
    }
}
