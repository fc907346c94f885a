package dev.nightshift.tls.reader;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The part of TLS 1.3's key schedule that leads to the server's handshake keys (RFC 8446 7.1).
final class KeySchedule {
    private static final int IV_BYTES = 12;

    private final Suite suite;
    private final KDF kdf;
    private final int hashBytes;

    KeySchedule(Suite suite) throws GeneralSecurityException {
        this.suite = suite;
        this.kdf = KDF.getInstance(suite.kdf());
        this.hashBytes = hash(new byte[0]).length;
    }

    byte[] hash(byte[] messages) throws GeneralSecurityException {
        return MessageDigest.getInstance(suite.digest()).digest(messages);
    }

    /// What the server encrypts its part of the handshake with.
    ///
    /// @param shared the secret of the key agreement
    /// @param hash of the messages from the first ClientHello to the ServerHello
    RecordKey serverHandshake(byte[] shared, byte[] hash) throws GeneralSecurityException {
        byte[] none = new byte[hashBytes];
        byte[] derived = expand(extract(none, none), "derived", hash(new byte[0]), hashBytes);
        byte[] traffic = expand(extract(derived, shared), "s hs traffic", hash, hashBytes);
        return new RecordKey(
                suite,
                expand(traffic, "key", new byte[0], suite.keyBytes),
                expand(traffic, "iv", new byte[0], IV_BYTES));
    }

    private byte[] extract(byte[] salt, byte[] secret) throws GeneralSecurityException {
        return kdf.deriveData(
                HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(secret).extractOnly());
    }

    private byte[] expand(byte[] secret, String label, byte[] context, int length) throws GeneralSecurityException {
        byte[] info = Bytes.concat(
                Bytes.number(2, length),
                Bytes.sized(1, ("tls13 " + label).getBytes(StandardCharsets.US_ASCII)),
                Bytes.sized(1, context));
        return kdf.deriveData(HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "Generic"), info, length));
    }
}
