package dev.nightshift.tls.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against Bouncy Castle's, with both lengths of the tag.
class CcmTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 16_384})
    void whatAnotherEncryptedIsDecrypted(int length) throws Exception {
        for (int tag : new int[] {8, 16}) {
            byte[] key = bytes(16);
            byte[] nonce = bytes(12);
            byte[] header = bytes(5);
            byte[] content = bytes(length);
            byte[] encrypted = encrypted(key, nonce, header, content, tag);

            assertThat(Ccm.decrypt(key, nonce, header, encrypted, tag)).isEqualTo(content);
            for (int i = 0; i < encrypted.length; i += 1 + encrypted.length / 40) {
                byte[] changed = encrypted.clone();
                changed[i] ^= 1;
                assertThatThrownBy(() -> Ccm.decrypt(key, nonce, header, changed, tag))
                        .isInstanceOf(AEADBadTagException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void lessThanATagIsRefused(int length) {
        assertThatThrownBy(() -> Ccm.decrypt(bytes(16), bytes(12), bytes(5), bytes(length), 8))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static byte[] encrypted(byte[] key, byte[] nonce, byte[] header, byte[] content, int tag)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CCM/NoPadding", new BouncyCastleProvider());
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * tag, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(content);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
