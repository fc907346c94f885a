package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.served;
import static dev.nightshift.certificates.Fixture.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// This version takes over from an earlier one, whose state was recorded.
class UpgradeTest {
    private static final Finding MISMATCH = new Finding(Fault.HOSTNAME_MISMATCH, "is for other.test");

    @AutoClose
    private final Runs runs = new Runs();

    UpgradeTest() throws IOException {}

    /// What the earlier version saw and told: every tier, a fault, what it lost sight of, and what is calm again.
    private static List<Verdict> asRecorded(Instant at) {
        return List.of(
                served("fine.test", 60, at),
                served("notice.test", 20, at),
                served("warn.test", 9, at),
                served("crit.test", 3, at),
                served("expired.test", -2, at),
                served("fault.test", 61, at, MISMATCH),
                unreachable("gone.test"),
                unreachable("unseen.test"),
                served("calm.test", 65, at));
    }

    private static List<Verdict> allIsWell(Instant at) {
        return List.of(
                served("fine.test", 80, at),
                served("notice.test", 81, at),
                served("warn.test", 82, at),
                served("crit.test", 83, at),
                served("expired.test", 84, at),
                served("fault.test", 85, at),
                served("gone.test", 86, at),
                served("unseen.test", 87, at),
                served("calm.test", 88, at));
    }

    @Test
    void whatPeopleKnowIsNotToldAgainAndWhatEndedIsToldAsEnded() throws IOException {
        takesOver("standing", "2026-06-01T23:00:00Z");
        runs.lists.put("targets.txt", "b.test\nb..test\n");
        runs.world = UpgradeTest::asRecorded;

        runs.run();
        assertThat(subjects()).as("its second calm run").containsExactly("calm.test:443");
        runs.run();
        assertThat(subjects()).as("its third run without sight").containsExactly("unseen.test:443");
        runs.run();
        assertThat(subjects()).isEmpty();

        runs.lists.put("targets.txt", "b.test\n");
        runs.world = UpgradeTest::allIsWell;
        runs.run();
        runs.run();
        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "notice.test:443",
                        "warn.test:443",
                        "crit.test:443",
                        "expired.test:443",
                        "fault.test:443",
                        "gone.test:443",
                        "unseen.test:443");
    }

    /// Told at 14:00 of the day before.
    @Test
    void whatIsCriticalIsRepeatedADayAfterItWasTold() throws IOException {
        takesOver("standing", "2026-06-02T12:00:00Z");
        runs.lists.put("targets.txt", "b.test\nb..test\n");
        runs.world = UpgradeTest::asRecorded;

        runs.run();
        assertThat(subjects()).containsExactly("calm.test:443");
        runs.run();
        assertThat(subjects())
                .contains("crit.test:443", "expired.test:443")
                .doesNotContain("warn.test:443", "notice.test:443");
    }

    @ParameterizedTest
    @CsvSource({"source-failed, 2026-06-01T16:00:00Z", "begun-anew, 2026-06-01T18:00:00Z"})
    void aStateOfUnusualRunsIsReadToo(String recording, Instant lastRun) throws IOException {
        takesOver(recording, lastRun.toString());
        runs.world = at -> Stream.concat(
                        asRecorded(at).stream().limit(6),
                        Stream.of(
                                served("gone.test", 62, at),
                                served("unseen.test", 63, at),
                                served("calm.test", 64, at, MISMATCH)))
                .toList();
        if (recording.equals("source-failed")) {
            runs.aws
                    .faults()
                    .on("s3", "GetObject")
                    .where(asked -> "lists".equals(asked.get("Bucket")))
                    .with(new dev.nightshift.local.aws.front.Fault.Refused(403, "AccessDenied", "Access Denied"));
        }

        runs.run();

        assertThat(runs.metrics.toString(StandardCharsets.UTF_8))
                .as("what people know of does not fail a run")
                .contains("\"Runs\":1,\"Complete\":" + (recording.equals("source-failed") ? "0" : "1"));
        assertThat(subjects()).isEmpty();
    }

    /// Earlier versions refuse keys that they do not know, and kept no names.
    @Test
    void theStateIsReadByEarlierVersionsTooAndNothingIsCalledChanged() throws IOException {
        takesOver("standing", "2026-06-01T23:00:00Z");
        runs.bucket.delete(Runs.PREFIX + "certificates.json");
        runs.world = UpgradeTest::asRecorded;
        runs.lists.put("targets.txt", "b.test\nb..test\n");
        runs.run();
        runs.world = at -> asRecorded(at).stream()
                .map(verdict -> verdict.certificates().isEmpty()
                        ? verdict
                        : served(
                                verdict.target().host(),
                                61 + verdict.target().host().length(),
                                at))
                .toList();
        runs.run();

        assertThat(runs.told.stream().map(String::valueOf))
                .noneMatch(message -> message.contains("_LOST") || message.contains("ISSUER_CHANGED"));
        assertThat(runs.text("state.json")).doesNotContain("names", "authority", "since");
        assertThat(runs.text("certificates.json")).contains("fine.test:443");
    }

    private void takesOver(String recording, String lastRun) throws IOException {
        String path = "/recorded/0.1-2026-11/" + recording + ".json";
        try (InputStream in = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(path), path)) {
            runs.bucket.put(Runs.STATE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        runs.clock = Instant.parse(lastRun);
    }

    /// What the messages since the last call were about.
    private List<String> subjects() {
        List<String> subjects = runs.told.stream()
                .flatMap(digest -> digest.sections().stream())
                .flatMap(section -> section.rows().stream())
                .map(row -> row.get(2))
                .toList();
        runs.told.clear();
        return subjects;
    }
}
