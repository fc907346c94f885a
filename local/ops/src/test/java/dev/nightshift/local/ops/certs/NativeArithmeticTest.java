package dev.nightshift.local.ops.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeArithmeticTest {
    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void leaveTheOthersTheirProviders() {
        Security.removeProvider(CORRETTO);
    }

    @Test
    void comesFirstOnceItIsPreferred() throws NoSuchAlgorithmException {
        assertThat(provider()).isNotEqualTo(CORRETTO);

        NativeArithmetic.prefer();
        NativeArithmetic.prefer();

        assertThat(provider()).isEqualTo(CORRETTO);
    }

    private static String provider() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("EC").getProvider().getName();
    }
}
