package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String HOSTILE = "web\u001b[2J\r\nSubject: x \u202egnp.exe <!channel> `rm` & <b>";

    private static Digest digest(boolean dryRun, String verdict, List<List<String>> rows) {
        return new Digest(
                "weekend-instance-stopper",
                "123456789012",
                "eu-central-1",
                Instant.parse("2026-11-20T17:00:00Z"),
                Zones.of("Europe/Berlin"),
                dryRun,
                Digest.Severity.INFO,
                verdict,
                List.of(new Digest.Section("Stopped", List.of("id", "name", "until"), rows)));
    }

    @Test
    void aMailSaysTheVerdictFirstAndCountsWhatItDoesNotShow() {
        Digest digest = digest(
                false,
                "3 stopped",
                List.of(
                        List.of("i-1", "web", "Mon 08:00"),
                        List.of("i-22", "a longer name", "Mon 08:00"),
                        List.of("i-3", "", "")));

        assertThat(DigestText.subject(digest)).isEqualTo("3 stopped - weekend-instance-stopper eu-central-1");
        assertThat(DigestText.body(digest, 2).replace(Zones.version(), "VERSION"))
                .isEqualTo("""
                3 stopped

                weekend-instance-stopper, account 123456789012, eu-central-1
                Fri 20 Nov 2026 18:00 Europe/Berlin (2026-11-20T17:00:00Z, tzdata VERSION)

                Stopped (3)
                  i-1   web            Mon 08:00
                  i-22  a longer name  Mon 08:00
                  ... and 1 more
                """);
    }

    @Test
    void aDryRunSaysSoInSubjectAndText() {
        Digest digest = digest(true, "1 would be stopped", List.of());

        assertThat(DigestText.subject(digest)).startsWith("[dry run] 1 would be stopped");
        assertThat(DigestText.body(digest, 1)).contains("This was a dry run: nothing was changed.");
    }

    @Test
    void aSubjectIsShortPrintableAscii() {
        String subject = DigestText.subject(digest(false, "Zürich " + HOSTILE + "x".repeat(500), List.of()));

        assertThat(subject).hasSizeLessThan(100).matches("[ -~]+").startsWith("Z?rich web [2J Subject: x gnp.exe");
    }

    @Test
    void hostileTextBringsNoControlCharacterAndNoLineOfItsOwn() {
        String body = DigestText.body(digest(false, "1 stopped", List.of(List.of("i-1", HOSTILE, "x"))), 9);

        assertThat(body.lines()).hasSize(7);
        assertThat(body.chars().filter(Character::isISOControl).allMatch(c -> c == '\n'))
                .isTrue();
        assertThat(body).doesNotContain("\u202e");
    }

    @Test
    void machinesGetAVersionedDocumentWithTheColumnsAsKeys() {
        Digest digest = digest(
                false, "2 stopped", List.of(List.of("i-1", "a\"b", "Mon 08:00"), List.of("i-2", "", "Mon 08:00")));

        assertThat(DigestJson.machine(digest, 1))
                .isEqualTo("{\"v\":1,\"function\":\"weekend-instance-stopper\",\"account\":\"123456789012\","
                        + "\"region\":\"eu-central-1\",\"at\":\"2026-11-20T17:00:00Z\",\"zone\":\"Europe/Berlin\",\"tzdata\":\""
                        + Zones.version()
                        + "\",\"dryRun\":false,"
                        + "\"severity\":\"info\",\"verdict\":\"2 stopped\",\"sections\":[{\"title\":\"Stopped\","
                        + "\"rows\":[{\"id\":\"i-1\",\"name\":\"a\\\"b\",\"until\":\"Mon 08:00\"}],\"more\":1}]}");
    }

    @Test
    void aChatCardIsACustomNotificationInWhichNobodyCanBeMentioned() {
        Digest digest = digest(false, "1 stopped", List.of(List.of("i-1", HOSTILE, "x")));

        String card = DigestJson.chatCard(digest);

        assertThat(card)
                .startsWith("{\"version\":\"1.0\",\"source\":\"custom\",\"content\":{\"textType\":\"client-markdown\"")
                .contains("(!channel) 'rm' + (b)")
                .doesNotContain("<!channel>");
    }

    /// A chat is read on a telephone.
    @Test
    void aChatCardShowsTenRowsAndCountsTheOthers() {
        List<List<String>> rows = IntStream.range(0, 12)
                .mapToObj(i -> List.of("row-" + i, "x", "y"))
                .toList();

        assertThat(DigestJson.chatCard(digest(false, "12 stopped", rows)))
                .contains("row-9 ", "... and 2 more")
                .doesNotContain("row-10");
        assertThat(DigestJson.chatCard(digest(false, "10 stopped", rows.subList(0, 10))))
                .contains("row-9 ")
                .doesNotContain("more");
    }

    @Test
    void aRowThatDoesNotFitItsColumnsIsRefused() {
        assertThatThrownBy(() -> new Digest.Section("Stopped", List.of("id"), List.of(List.of("i-1", "x"))))
                .hasMessage("Stopped: [i-1, x] does not fit [id]");
    }

    @Test
    void tenThousandRowsAreCutToWhatIsShown() {
        List<List<String>> rows = IntStream.range(0, 10_000)
                .mapToObj(i -> List.of("i-" + i, "x", "y"))
                .toList();

        assertThat(DigestText.body(digest(false, "v", rows), 100)).endsWith("  ... and 9900 more\n");
    }
}
