package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    private static final Instant DUE = Instant.parse("2026-11-20T17:00:00Z");

    private static Invocation read(String json) {
        return Invocation.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theEnvelopeIsReadLenientlyBecauseAwsAddsKeys() {
        assertThat(read("""
                {"version": "0", "id": "1", "source": "nightshift", "time": "2026-11-20T17:00:00Z",
                 "resources": [], "new-key-of-aws": 1, "detail": {"dryRun": true}}""")).isEqualTo(new Invocation(Optional.of(DUE), true, Optional.empty()));
    }

    @Test
    void schedulersOwnDefaultPayloadIsARun() {
        assertThat(read("{\"source\": \"aws.scheduler\", \"time\": \"2026-11-20T17:00:00Z\", \"detail\": \"{}\"}"))
                .isEqualTo(new Invocation(Optional.of(DUE), false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"source": "nightshift", "detail": {"dryrun": true}}          | event: detail.dryrun: "true": unknown key; known here: dryRun, at
            {"source": "nightshift", "detail": {"dryRun": "yes"}}         | event: detail.dryRun: "yes": expected true or false
            {"source": "nightshift", "detail": "{\\"dryRun\\": true}"}    | event: detail: "{"dryRun": true}": expected keys and values
            {"source": "nightshift", "detail": {"dryRun":true,"at":"noon"}} | event: detail.at: "noon": expected an instant such as 2026-11-20T17:00:00Z
            {"source": "nightshift", "detail": {"at":"2026-11-20T17:00:00Z"}} | event: detail.at: "2026-11-20T17:00:00Z": only a dry run may choose its instant: add "dryRun": true
            {"source": "aws.ec2"}                                         | event: source: "aws.ec2": expected nightshift, aws.scheduler or aws.events
            {"detail": {}}                                                | event: source: is missing
            {"source": "nightshift", "time": "17:00"}                     | event: time: "17:00": expected an instant such as 2026-11-20T17:00:00Z
            []                                                            | event: "[]": expected keys and values
            """)
    void whatIsWrongIsNamedWithWhatWouldBeRight(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"source": "nightshift",                | is not JSON
            {"source": "nightshift", "source": "x"} | is not JSON: Duplicate field 'source'
            hello                                   | is not JSON
            null                                    | expected keys and values
            """)
    void whatIsNoJsonIsSaid(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRunDecidesForItsScheduledTimeElseTheClocksAndADryRunMayChoose() {
        Instant clock = DUE.plusSeconds(40);
        Instant chosen = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(new Invocation(Optional.of(DUE), false, Optional.empty()).decidesFor(clock))
                .isEqualTo(DUE);
        assertThat(new Invocation(Optional.empty(), false, Optional.empty()).decidesFor(clock))
                .isEqualTo(clock);
        assertThat(new Invocation(Optional.empty(), false, Optional.empty()).decidesFor(clock.plusNanos(123)))
                .isEqualTo(clock);
        assertThat(new Invocation(Optional.of(DUE), true, Optional.of(chosen)).decidesFor(clock))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"600, false", "601, true", "-600, false", "-601, true"})
    void aRunFarFromItsScheduledTimeIsStale(long secondsLate, boolean stale) {
        Invocation invocation = new Invocation(Optional.of(DUE), false, Optional.empty());

        assertThat(invocation.staleBy(DUE.plusSeconds(secondsLate), Duration.ofMinutes(10)))
                .isEqualTo(stale ? Optional.of(Duration.ofSeconds(601)) : Optional.empty());
    }

    @Test
    void aRunWithoutAScheduledTimeOrWithAChosenOneIsNeverStale() {
        Duration limit = Duration.ofMinutes(10);

        assertThat(new Invocation(Optional.empty(), false, Optional.empty()).staleBy(DUE, limit))
                .isEmpty();
        assertThat(new Invocation(Optional.of(DUE), true, Optional.of(DUE)).staleBy(DUE.plusSeconds(9_999), limit))
                .isEmpty();
    }

    @Test
    void aFunctionMayUnderstandFurtherKeysOfTheDetail() {
        assertThat(further("{\"rotate\": \"/acme/db\"}")).isEqualTo("/acme/db");
        assertThat(further("{}")).isEqualTo("nothing asked");
        assertThat(further("\"{}\"")).isEqualTo("no detail");
        assertThatThrownBy(() -> further("{\"rotaet\": \"/acme/db\"}"))
                .hasMessage("event: detail.rotaet: \"/acme/db\": unknown key; known here: dryRun, at, rotate");
    }

    private static String further(String detail) {
        String event = "{\"source\": \"nightshift\", \"detail\": " + detail + "}";
        return Invocation.read(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                        own -> own.at("rotate").orElse("nothing asked", text -> text),
                        "no detail")
                .own();
    }
}
