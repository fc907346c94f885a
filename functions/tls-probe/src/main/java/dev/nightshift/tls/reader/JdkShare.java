package dev.nightshift.tls.reader;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/// Key agreements by the JDK.
///
/// In the encoding of these public keys (SubjectPublicKeyInfo) TLS's form of the key comes last, so the server's key is
/// the own one with other bytes at its end.
final class JdkShare {
    private JdkShare() {}

    /// @param algorithm `X25519` or `X448`
    static KeyShare xdh(String algorithm, int bytes) {
        return new Agreed(keys(algorithm, null), algorithm, algorithm, bytes);
    }

    /// @param bytes of an uncompressed point
    static KeyShare ec(String curve, int bytes) {
        return new Agreed(keys("EC", curve), "EC", "ECDH", bytes);
    }

    /// @param keyBytes of the encapsulation key
    /// @param answerBytes of the ciphertext
    static KeyShare mlKem(String algorithm, int keyBytes, int answerBytes) {
        return new Encapsulated(keys(algorithm, null), keyBytes, answerBytes);
    }

    private static KeyPair keys(String algorithm, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has " + algorithm, e);
        }
    }

    private static byte[] tail(PublicKey key, int bytes) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - bytes, encoded.length);
    }

    private record Agreed(KeyPair own, String keyAlgorithm, String agreement, int answerBytes) implements KeyShare {
        @Override
        public byte[] offer() {
            return tail(own.getPublic(), answerBytes);
        }

        @Override
        public byte[] secret(byte[] answer) throws GeneralSecurityException {
            byte[] encoded = own.getPublic().getEncoded();
            System.arraycopy(answer, 0, encoded, encoded.length - answerBytes, answerBytes);
            KeyAgreement agreed = KeyAgreement.getInstance(agreement);
            agreed.init(own.getPrivate());
            agreed.doPhase(KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(encoded)), true);
            return agreed.generateSecret();
        }
    }

    private record Encapsulated(KeyPair own, int keyBytes, int answerBytes) implements KeyShare {
        @Override
        public byte[] offer() {
            return tail(own.getPublic(), keyBytes);
        }

        @Override
        public byte[] secret(byte[] answer) throws GeneralSecurityException {
            return KEM.getInstance("ML-KEM")
                    .newDecapsulator(own.getPrivate())
                    .decapsulate(answer)
                    .getEncoded();
        }
    }
}
