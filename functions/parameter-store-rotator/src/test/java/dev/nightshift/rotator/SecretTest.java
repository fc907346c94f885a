package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Optional;
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
        Pending written = new Pending("/acme/db", 7, value);

        assertThat(read("/acme/db", value, written.description())).hasValueSatisfying(pending -> {
            assertThat(pending.base()).isEqualTo(7);
            assertThat(pending.value().sameAs(value)).isTrue();
        });
        assertThat(read("/acme/other", value, written.description()))
                .as("another parameter's")
                .isEmpty();
        assertThat(read("/acme/db", value, "")).as("of nobody").isEmpty();
    }

    /// As earlier versions wrote it, whatever stood beside it.
    @ParameterizedTest
    @ValueSource(strings = {"Pending value of /acme/db", ""})
    void anEnvelopeIsReadToo(String description) {
        Secret kept = Secret.of("{\"v\":1,\"name\":\"/acme/db\",\"base\":7,\"value\":\"a\\\"b\"}");

        assertThat(read("/acme/db", kept, description)).hasValueSatisfying(pending -> {
            assertThat(pending.base()).isEqualTo(7);
            assertThat(pending.value().reveal()).isEqualTo("a\"b");
        });
        assertThat(read("/acme/other", kept, description))
                .as("another parameter's")
                .isEmpty();
        assertThat(read("/acme/db", Secret.of(kept.reveal().replace("\"v\":1", "\"v\":2")), description))
                .as("of another version")
                .isEmpty();
    }

    /// A secret may look like an envelope: what stands beside it decides.
    @Test
    void aValueThatLooksLikeAnEnvelopeIsNotOpened() {
        Secret value = Secret.of("{\"v\":1,\"name\":\"/acme/db\",\"base\":7,\"value\":\"inner\"}");

        assertThat(read("/acme/db", value, new Pending("/acme/db", 3, value).description()))
                .hasValueSatisfying(
                        pending -> assertThat(pending.value().sameAs(value)).isTrue());
    }

    @Test
    void theLongestNameThatParameterStoreTakesHasADescriptionToo() {
        String name = "/" + "n".repeat(1010);
        String description = new Pending(name, 123_456, Secret.of("x")).description();

        assertThat(description).hasSize(1024);
        assertThat(read(name, Secret.of("x"), description))
                .hasValueSatisfying(pending -> assertThat(pending.base()).isEqualTo(123_456));
    }

    private static Optional<Pending> read(String name, Secret value, String description) {
        return Pending.read(
                name,
                new ParameterStore.Value(
                        value, 1, Fixture.NOW, Optional.of(description).filter(text -> !text.isEmpty())));
    }

    @ParameterizedTest
    @CsvSource({"30d, PT720H", "720h, PT720H", "P30D, PT720H", "PT36H, PT36H"})
    void theTagNamesATime(String tag, String every) {
        assertThat(RotateEvery.parse(tag)).hasToString(every);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 days", "0d", "1h", "23h", "PT12H", "PT5M", "P11000D", "1000000d", "monthly"})
    void aTagThatNamesNoneSaysWhatWouldBeRight(String tag) {
        assertThat(catchThrowable(() -> RotateEvery.parse(tag)))
                .hasMessage("expected a time between a day and ten years, such as 30d, 720h or P30D: runs are daily");
    }
}
