package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.rotator.ConsumerOutcome.Kind;
import dev.nightshift.rotator.Consumers.Reload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadsTest {
    private static final String RELOAD = "acme-reload on Service=shop";

    /// Commands as they stand, by document.
    private record Sent(Map<String, String> statuses) implements Commands {
        @Override
        public Optional<String> statusSince(Reload reload, Instant since) {
            return Optional.ofNullable(statuses.get(reload.document()));
        }

        @Override
        public String send(Reload reload) {
            if (reload.document().equals("acme-denied")) {
                throw new CallException("SendCommand: AccessDeniedException");
            }
            return "id-1";
        }
    }

    private static List<ConsumerOutcome> after(Map<String, String> statuses, Duration age, String commands) {
        RotatorConfig config = Fixture.config("\"consumers\": {\"commands\": [" + commands.replace('\'', '"') + "]}");
        return new Reloads(new Sent(statuses), config.consumers().reloads(), () -> Fixture.NOW)
                .after(Map.of("/acme/prod/db", Fixture.NOW.minus(age)), () -> Duration.ofMinutes(10));
    }

    @Test
    void aCommandIsSentOnceAfterAPublication() {
        String command = "{'document': 'acme-reload', 'tag': 'Service=shop'}";

        assertThat(after(Map.of(), Duration.ZERO, command))
                .containsExactly(new ConsumerOutcome(Kind.REACHED, RELOAD, "sent as id-1"));
        assertThat(after(Map.of("acme-reload", "Success"), Duration.ZERO, command))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, false",
        "InProgress, false",
        "Success, false",
        "Cancelled, false",
        "Failed, true",
        "TimedOut, true"
    })
    void whatEndedBadlyIsSentAgainAndToldOf(String status, boolean again) {
        assertThat(after(
                        Map.of("acme-reload", status),
                        Duration.ZERO,
                        "{'document': 'acme-reload', 'tag': 'Service=shop'}"))
                .isEqualTo(
                        again
                                ? List.of(new ConsumerOutcome(
                                        Kind.WAITING, RELOAD, "the one before ended as " + status + "; sent as id-1"))
                                : List.of());
    }

    @ParameterizedTest
    @CsvSource({"/acme/prod/, true", "/acme/prod, true", "/acme/staging/, false", "/acme/prod/db/, false"})
    void aCommandIsForTheParametersBelowItsPaths(String path, boolean sent) {
        assertThat(after(
                        Map.of(),
                        Duration.ZERO,
                        "{'document': 'acme-reload', 'tag': 'Service=shop', 'paths': ['" + path + "']}"))
                .hasSize(sent ? 1 : 0);
    }

    /// Run Command has forgotten by then what it ran.
    @ParameterizedTest
    @CsvSource({"24, 1", "25, 0", "90, 0"})
    void whatWasPublishedLongAgoIsOwedNothing(long days, int sent) {
        assertThat(after(Map.of(), Duration.ofDays(days), "{'document': 'acme-reload', 'tag': 'Service=shop'}"))
                .hasSize(sent);
    }

    @Test
    void oneThatCannotBeSentKeepsNoOtherBack() {
        assertThat(
                        after(
                                Map.of(),
                                Duration.ZERO,
                                "{'document': 'acme-denied', 'tag': 'a=b'}, {'document': 'acme-reload', 'tag': 'Service=shop'}"))
                .extracting(ConsumerOutcome::kind)
                .containsExactly(Kind.FAILED, Kind.REACHED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ecs': ['web'] | consumers.ecs[0]: \"web\": expected a cluster and a service, such as shop/web",
                "'commands': [{'document': 'AWS-RunShellScript', 'tag': 'a=b'}] | consumers.commands[0].document: \"AWS-RunShellScript\": expected the name of a document of your own, such as acme-reload",
                "'commands': [{'document': 'acme-reload', 'tag': 'shop'}] | consumers.commands[0].tag: \"shop\": expected a tag and its value, such as Service=shop",
                "'commands': [{'tag': 'a=b'}] | consumers.commands[0].document: is missing"
            })
    void aWrongConsumerIsRefused(String consumers, String message) {
        assertThatThrownBy(() -> Fixture.config("\"consumers\": {" + consumers.replace('\'', '"') + "}"))
                .hasMessageContaining(message);
    }
}
