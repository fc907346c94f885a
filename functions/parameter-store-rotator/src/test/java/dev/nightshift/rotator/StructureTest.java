package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\": \"app\", \"password\": \"x\"} | is a JSON document",
                "{password: x}                           | is a JSON document",
                "[\"one\", \"two\"]                      | is a JSON document",
                "[[1]]                                   | is a JSON document",
                "\"quoted\"                              | is a text in quotes",
                "postgres://app:pw@db:5432/shop          | is a URL",
                "mongodb+srv://app:pw@cluster0.example   | is a URL",
                "https://hooks.example.com/services/T/B/X | is a URL",
                "redis://:pw@cache:6379                  | is a URL",
                "jdbc:oracle:thin:app/pw@//db:1521/x     | is a connection string",
                "app:pw@tcp(db:3306)/shop                | is a connection string",
                "app:pw@db.example.com                   | is a connection string",
                "Server=db;User Id=sa;Password=pw;       | is a row of keys with values",
                "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=k==; | is a row of keys with values",
                "host=db user=app password=pw            | is a row of keys with values",
                "client_id=a&client_secret=b             | is a row of keys with values",
                "DB_PASSWORD=pw                          | is a variable with its value",
                "export TOKEN=abc                        | is a variable with its value",
                "spring.datasource.password=pw           | is a variable with its value",
                "password=pw                             | is a variable with its value",
                "password: pw                            | is a key with its value",
                "Authorization: Bearer abc               | is a key with its value",
                "Bearer abc                              | is an HTTP credential",
                "app:$apr1$salt$hash                     | is a password's hash",
                "$2b$10$N9qo8uLOickgx2ZMRZoMye           | is a password's hash",
                "<secret>pw</secret>                     | is XML",
                "arn:aws:secretsmanager:eu-central-1:1:secret:x | is an ARN",
                "-----BEGIN PRIVATE KEY-----MIIB         | is PEM"
            })
    void aValueThatHasPartsIsTold(String value, String words) {
        assertThat(Structure.of(value)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
                "USER=app\nPASSWORD=pw\n",
                "user: app\npassword: pw",
                "[default]\naws_access_key_id = AKIA",
                "one\r\ntwo"
            })
    void severalLinesAreParts(String value) {
        assertThat(Structure.of(value)).contains("has several lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"service_account\"} | in Base64 is a JSON document",
                "USER=app;PASSWORD=pw;X=y        | in Base64 is a row of keys with values"
            })
    void whatIsInBase64IsLookedAtToo(String inner, String words) {
        String value = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));

        assertThat(Structure.of(value)).contains(words);
    }

    @Test
    void aKeyInBase64IsTold() {
        byte[] key = new byte[1219];
        new Random(1).nextBytes(key);
        System.arraycopy(new byte[] {0x30, (byte) 0x82, 0x04, (byte) 0xbf}, 0, key, 0, 4);

        assertThat(Structure.of(Base64.getEncoder().encodeToString(key))).contains("is a key or certificate in Base64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2\n",
                "correct horse battery staple",
                "dGhpcyBpcyBhIHJhbmRvbSBzZWNyZXQ=",
                "3q2+7w==",
                "a:b",
                "a=b",
                "p@ssw0rd",
                "550e8400-e29b-41d4-a716-446655440000",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "xoxb-123-abc",
                "[x]"
            })
    void oneSecretIsOne(String value) {
        assertThat(Structure.of(value)).isEmpty();
    }

    /// Also one that an earlier version made, which did not look.
    @Test
    void whatTheRuleMayHaveMadeIsOneSecretWhateverItLooksLike() {
        PasswordPolicy policy = Fixture.config().passwords();
        Passwords passwords = new Passwords(new Random(2));
        int alike = 0;
        for (int i = 0; i < 20_000; i++) {
            String value = passwords.generate(policy, any -> true).orElseThrow();
            assertThat(policy.mayHaveMade(value)).isTrue();
            alike += Structure.of(value).isPresent() ? 1 : 0;
        }
        assertThat(alike).as("values of 20,000 that look as if they had parts").isLessThan(200);
        assertThat(policy.mayHaveMade("Server=db;User=sa;Password=secret")).isFalse();
    }

    @Test
    void aLongValueIsLookedAtQuickly() {
        for (String value : new String[] {"a".repeat(8192), "a=".repeat(4096), "a.".repeat(4096), "k:".repeat(4096)}) {
            assertThat(Structure.of(value)).isNotNull();
        }
    }
}
