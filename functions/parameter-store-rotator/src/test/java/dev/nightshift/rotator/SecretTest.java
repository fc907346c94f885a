package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String PLAIN = "correct-horse";

    @Test
    void noTextShowsIt() {
        Secret secret = Secret.of("{\"password\":\"" + PLAIN + "\"}");

        assertThat("" + secret + JsonField.read(secret).orElseThrow() + new Pending("/a", 1, secret))
                .doesNotContain(PLAIN);
    }

    @Test
    void onlyThePasswordFieldChangesAndEveryOtherByteStays() {
        Secret secret = Secret.of(
                " { \"username\" :\t\"\\u0061pp\",\n\"password\": \"o\\u006cd\\\"\" , \"port\": 5432.0,\"tags\":[\"password\",{\"password\":\"in\"}]}\n");

        Secret changed = JsonField.read(secret).orElseThrow().with("password", "new\"é");

        assertThat(changed.reveal()).isEqualTo(secret.reveal().replace("\"o\\u006cd\\\"\"", "\"new\\\"é\""));
        assertThat(JsonField.read(changed).orElseThrow().text("password")).contains("new\"é");
        assertThat(JsonField.read(changed).orElseThrow().text("username")).contains("app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "password", "[\"a\"]", "{\"a\":1", "{\"a\":1}{}", "{\"password\":\"a\",\"password\":\"b\"}"})
    void whatIsNoObjectIsNotReadAsOne(String text) {
        assertThat(JsonField.read(Secret.of(text))).isEmpty();
    }

    @Test
    void aPendingValueIsReadBackAsItWasWritten() {
        Secret value = Secret.of("{\"password\": \"a\\\"b\"}\n");
        Secret kept = new Pending("/acme/db", 7, value).written();

        assertThat(Pending.read("/acme/db", kept)).hasValueSatisfying(pending -> {
            assertThat(pending.base()).isEqualTo(7);
            assertThat(pending.value().sameAs(value)).isTrue();
        });
        assertThat(Pending.read("/acme/other", kept)).as("another parameter's").isEmpty();
        assertThat(Pending.read("/acme/db", Secret.of(kept.reveal().replace("\"v\":1", "\"v\":2"))))
                .as("of another version")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30d, PT720H", "720h, PT720H", "P30D, PT720H", "PT12H, PT12H"})
    void theTagNamesATime(String tag, String every) {
        assertThat(RotateEvery.parse(tag)).hasToString(every);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 days", "0d", "PT5M", "P11000D", "1000000d", "monthly"})
    void aTagThatNamesNoneSaysWhatWouldBeRight(String tag) {
        assertThat(catchThrowable(() -> RotateEvery.parse(tag)))
                .hasMessage("expected a time between an hour and ten years, such as 30d, 720h or P30D");
    }
}
