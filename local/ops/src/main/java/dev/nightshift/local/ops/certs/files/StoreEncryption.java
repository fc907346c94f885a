package dev.nightshift.local.ops.certs.files;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The password's part in PKCS #12: the old schemes (RFC 7292 C), PBES2 and PBMAC1 (RFC 8018 6.2, RFC 9879).
final class StoreEncryption {
    private static final String PBE = "1.2.840.113549.1.12.1.";
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBMAC1 = "1.2.840.113549.1.5.14";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String HMAC = "1.2.840.113549.2.";
    private static final Map<String, String> HASHES = Map.of(
            HMAC + "7",
            "SHA1",
            HMAC + "8",
            "SHA224",
            HMAC + "9",
            "SHA256",
            HMAC + "10",
            "SHA384",
            HMAC + "11",
            "SHA512",
            "1.3.14.3.2.26",
            "SHA1",
            "2.16.840.1.101.3.4.2.4",
            "SHA224",
            "2.16.840.1.101.3.4.2.1",
            "SHA256",
            "2.16.840.1.101.3.4.2.2",
            "SHA384",
            "2.16.840.1.101.3.4.2.3",
            "SHA512");
    // As the JDK's: what takes longer is no store, but keeps a machine busy.
    private static final int MOST_ITERATIONS = 5_000_000;

    private StoreEncryption() {}

    /// A cipher and the bytes of its key.
    private record Kind(String cipher, int keyBytes, int blockBytes) {
        private static final Map<String, Kind> OLD = Map.of(
                PBE + "1", new Kind("ARCFOUR", 16, 0),
                PBE + "2", new Kind("ARCFOUR", 5, 0),
                PBE + "3", new Kind("DESede/CBC/PKCS5Padding", 24, 8),
                PBE + "4", new Kind("DESede/CBC/PKCS5Padding", 16, 8),
                PBE + "5", new Kind("RC2/CBC/PKCS5Padding", 16, 8),
                PBE + "6", new Kind("RC2/CBC/PKCS5Padding", 5, 8));
        private static final Map<String, Kind> NEW = Map.of(
                "2.16.840.1.101.3.4.1.2", new Kind("AES/CBC/PKCS5Padding", 16, 16),
                "2.16.840.1.101.3.4.1.22", new Kind("AES/CBC/PKCS5Padding", 24, 16),
                "2.16.840.1.101.3.4.1.42", new Kind("AES/CBC/PKCS5Padding", 32, 16),
                "1.2.840.113549.3.7", new Kind("DESede/CBC/PKCS5Padding", 24, 8));

        byte[] decrypt(byte[] key, byte[] iv, byte[] content) throws GeneralSecurityException {
            Cipher decrypting = Cipher.getInstance(cipher);
            String name = cipher.replaceFirst("/.*", "");
            // Two keys of DES: the first one comes again.
            byte[] whole = name.equals("DESede") ? Arrays.copyOf(PasswordBytes.join(key, key), 24) : key;
            SecretKeySpec secret = new SecretKeySpec(whole, name);
            switch (name) {
                case "ARCFOUR" -> decrypting.init(Cipher.DECRYPT_MODE, secret);
                case "RC2" -> decrypting.init(Cipher.DECRYPT_MODE, secret, new RC2ParameterSpec(8 * keyBytes, iv));
                default -> decrypting.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(iv));
            }
            return decrypting.doFinal(content);
        }
    }

    /// @param algorithm AlgorithmIdentifier
    /// @throws NoSuchAlgorithmException for one that is not known here
    /// @throws GeneralSecurityException when the password is not the right one
    static byte[] decrypt(String password, Der algorithm, byte[] content) throws GeneralSecurityException {
        String oid = algorithm.inside().get(0).oid();
        List<Der> parameters = algorithm.inside().get(1).inside();
        if (oid.equals(PBES2)) {
            List<Der> cipher = parameters.get(1).inside();
            Kind kind = known(Kind.NEW, cipher.get(0).oid());
            byte[] key = pbkdf2(password, parameters.get(0).inside(), kind.keyBytes());
            return kind.decrypt(key, cipher.get(1).bytes(), content);
        }
        Kind kind = known(Kind.OLD, oid);
        byte[] salt = parameters.get(0).bytes();
        int iterations = number(parameters.get(1));
        GeneralSecurityException wrong = new GeneralSecurityException("no spelling of it is right");
        for (byte[] spelled : PasswordBytes.spellings(password)) {
            try {
                byte[] key = PasswordBytes.derive("SHA1", 1, spelled, salt, iterations, kind.keyBytes());
                byte[] iv = PasswordBytes.derive("SHA1", 2, spelled, salt, iterations, kind.blockBytes());
                return kind.decrypt(key, iv, content);
            } catch (GeneralSecurityException e) {
                wrong = e;
            }
        }
        throw wrong;
    }

    /// Whether the password is the one by which the store is protected against changes; also where that cannot be
    /// said.
    ///
    /// @param mac MacData { DigestInfo { algorithm, digest }, salt, iterations }
    static boolean isRight(String password, Der mac, byte[] content) {
        List<Der> parts = mac.inside();
        List<Der> algorithm = parts.get(0).inside().get(0).inside();
        byte[] expected = parts.get(0).inside().get(1).bytes();
        try {
            if (algorithm.get(0).oid().equals(PBMAC1)) {
                List<Der> parameters = algorithm.get(1).inside();
                String hash = known(HASHES, parameters.get(1).inside().get(0).oid());
                byte[] key = pbkdf2(password, parameters.get(0).inside(), expected.length);
                return MessageDigest.isEqual(expected, hmac(hash, key, content));
            }
            String hash = known(HASHES, algorithm.get(0).oid());
            int iterations = parts.size() > 2 ? number(parts.get(2)) : 1;
            byte[] salt = parts.get(1).bytes();
            for (byte[] spelled : PasswordBytes.spellings(password)) {
                byte[] key = PasswordBytes.derive(hash, 3, spelled, salt, iterations, expected.length);
                if (MessageDigest.isEqual(expected, hmac(hash, key, content))) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return true;
        }
    }

    private static byte[] hmac(String hash, byte[] key, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(content);
    }

    /// @param kdf PBKDF2 { salt, iterations, length, algorithm }, the last two of which may be missing
    private static byte[] pbkdf2(String password, List<Der> kdf, int bytes) throws GeneralSecurityException {
        if (!kdf.get(0).oid().equals(PBKDF2)) {
            throw new NoSuchAlgorithmException(kdf.get(0).oid());
        }
        List<Der> parameters = kdf.get(1).inside();
        Der last = parameters.getLast();
        String hash =
                last.tag() == Der.SEQUENCE ? known(HASHES, last.inside().get(0).oid()) : "SHA1";
        PBEKeySpec key =
                new PBEKeySpec(password.toCharArray(), parameters.get(0).bytes(), number(parameters.get(1)), 8 * bytes);
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(key)
                .getEncoded();
    }

    private static int number(Der integer) {
        BigInteger number = new BigInteger(integer.bytes());
        if (number.signum() < 1 || number.bitLength() > 31 || number.intValue() > MOST_ITERATIONS) {
            throw new IllegalArgumentException(number + " iterations");
        }
        return number.intValue();
    }

    private static <T> T known(Map<String, T> all, String oid) throws NoSuchAlgorithmException {
        T found = all.get(oid);
        if (found == null) {
            throw new NoSuchAlgorithmException(oid);
        }
        return found;
    }
}
