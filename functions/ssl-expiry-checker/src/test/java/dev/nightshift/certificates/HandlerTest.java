package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.served;
import static dev.nightshift.certificates.Fixture.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Digest;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTest {
    private final Runs runs = new Runs();

    HandlerTest() throws IOException {}

    @AfterEach
    void close() {
        runs.close();
    }

    @Test
    void aHealthyRunIsQuietAndLeavesReportsAndMetrics() throws IOException {
        // The second has no metric of its own, because the settings ask for none.
        runs.world = at -> List.of(served("a.test", 60, at), served("b.test", 59, at));
        runs.run();

        assertThat(runs.told).isEmpty();
        assertThat(runs.text("report.json")).contains("\"endpoint\":\"a.test:443\"", "\"daysRemaining\":60");
        assertThat(runs.text("report.html")).startsWith("<!DOCTYPE html>");
        assertThat(runs.metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Runs\":1,\"Complete\":1,\"Notice\":0,\"Warning\":0,\"Critical\":0,\"Expired\":0,\"Unreachable\":0,\"DaysRemaining\":59,\"DaysRemaining a.test:443\":60}\n");
    }

    @Test
    void anEndingCertificateIsToldOnceAndItsRenewalOnce() throws IOException {
        runs.world = at -> List.of(served("a.test", 10, at));
        runs.run();
        runs.run();
        runs.world = at -> List.of(served("a.test", 80, at));
        runs.run();
        runs.run();
        runs.run();

        assertThat(runs.told).extracting(Digest::verdict).containsExactly("1 warning", "1 resolved");
        assertThat(runs.told.getFirst().sections().getFirst().rows())
                .containsExactly(List.of("a.test", "10 d left, 12 Jun 2026 00:00", "a.test:443", ""));
    }

    @Test
    void aDryRunSaysWhatIsWrongAndTellsAndWritesNothing() throws IOException {
        runs.world = at -> List.of(served("a.test", -2, at));
        int versions = runs.bucket.versions(Runs.STATE).size();

        String result = runs.run("{\"dryRun\": true}");

        assertThat(result).contains("\"verdict\":\"1 expired\"", "\"dryRun\":true");
        assertThat(runs.told).isEmpty();
        assertThat(runs.bucket.versions(Runs.STATE)).hasSize(versions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"v\":2,\"memories\":{}}", "{\"v\":1,\"memories\":{\"a\":{\"told\":\"LOUD\"}}}"})
    void aStateThatCannotBeReadIsToldAndKeptAndCostsOneRepeatedMessage(String damaged) throws IOException {
        runs.world = at -> List.of(served("a.test", 10, at));
        runs.run();
        runs.bucket.put(Runs.STATE, damaged);
        runs.run();
        runs.run();

        assertThat(runs.told).extracting(Digest::verdict).containsExactly("1 warning", "1 warning, 1 notice");
        assertThat(runs.text("state-unreadable.json")).isEqualTo(damaged);
    }

    @Test
    void aCertificateThatLostANameIsToldOnceAndNotedInTheReport() throws IOException {
        runs.world = at -> List.of(renewed(at, "a.test", "b.test"));
        runs.run();
        runs.world = at -> List.of(renewed(Fixture.NOW.plus(Duration.ofHours(2)), "a.test"));
        runs.run();
        runs.run();
        runs.run();

        assertThat(runs.told).singleElement().satisfies(message -> {
            assertThat(message.verdict()).isEqualTo("1 warning");
            assertThat(message.sections().getFirst().rows().getFirst())
                    .endsWith("a.test:443", "NAME_LOST: no longer good for b.test");
        });
        assertThat(runs.text("report.json"))
                .contains("Warning: a.test:443: since 2026-06-01T15:00:00Z: NAME_LOST: no longer good for b.test");
    }

    @Test
    void certificatesThatCannotBeComparedAreToldAndKeptAndHideNothing() throws IOException {
        runs.bucket.put(Runs.PREFIX + "certificates.json", "{\"v\":2,\"endpoints\":{}}");
        runs.run();
        runs.run();

        assertThat(runs.told).extracting(Digest::verdict).containsExactly("1 notice");
        assertThat(runs.text("certificates-unreadable.json")).contains("\"v\":2");
        assertThat(runs.text("certificates.json")).contains("\"v\":1", "a.test:443");
    }

    @Test
    void whatDidNotChangeIsNotWrittenAgain() throws IOException {
        runs.world = at -> List.of(served("a.test", 60, Fixture.NOW));
        for (int run = 0; run < 20; run++) {
            runs.run();
        }
        int versions = runs.bucket.versions(Runs.PREFIX + "certificates.json").size();
        runs.run();

        assertThat(runs.bucket.versions(Runs.PREFIX + "certificates.json")).hasSize(versions);
    }

    /// One that begins when it is served first.
    private static Verdict renewed(Instant begin, String... names) {
        Verdict verdict = served("a.test", 60, begin);
        AddressVerdict address = verdict.addresses().getFirst();
        Leaf leaf = new Leaf(
                "a.test",
                "Test CA",
                "01",
                String.join(" ", names),
                begin,
                begin.plus(Duration.ofDays(90)),
                List.of(names),
                names.length);
        return new Verdict(
                verdict.target(),
                List.of(new AddressVerdict(address.address(), Optional.of(leaf), address.expiry(), address.findings())),
                List.of());
    }

    @Test
    void aSourceThatCannotBeReadHidesNothingIsToldOnceAndFailsTheInvocation() throws IOException {
        runs.aws
                .faults()
                .on("s3", "GetObject")
                .where(asked -> "lists".equals(asked.get("Bucket")))
                .with(new Fault.Refused(403, "AccessDenied", "Access Denied"));

        assertThatThrownBy(runs::run).hasMessageContaining("new fault: s3://lists/targets.txt: Access Denied");
        runs.run();
        runs.aws.faults().clear();
        runs.run();
        runs.run();

        assertThat(runs.told).extracting(Digest::verdict).containsExactly("1 warning", "1 resolved");
        assertThat(runs.text("report.json")).contains("a.test:443");
        assertThat(runs.metrics.toString(StandardCharsets.UTF_8))
                .contains("\"Runs\":1,\"Complete\":0")
                .doesNotContain("\"Runs\":0");
    }

    @Test
    void badLinesOfASourceAreToldWithTheirNumberAndTheOthersAreProbed() throws IOException {
        runs.lists.put("targets.txt", "b.test\n\nb..test\nmail.test:25\n");
        runs.run();

        assertThat(runs.told.getFirst().sections().getFirst().rows())
                .extracting(row -> row.get(2) + " | " + row.get(3))
                .containsExactly(
                        "s3://lists/targets.txt: b..test | line 3: expected a host name or an IP address",
                        "s3://lists/targets.txt: mail.test:25 | line 4: AWS blocks port 25 for functions outside a VPC: use 587, or set allowPort25: true");
        assertThat(runs.text("report.json")).contains("\"line\":3");
    }

    @Test
    void anEmptyListIsAnError() {
        runs.lists.put("targets.txt", "# nothing\n");

        assertThatThrownBy(runs::run).hasMessage("new fault: s3://lists/targets.txt: names no endpoint");
    }

    @Test
    void theThirdRunWithoutAnAnswerIsTold() throws IOException {
        runs.world = at -> List.of(unreachable("a.test"));
        runs.run();
        runs.run();
        assertThat(runs.told).isEmpty();
        runs.run();

        assertThat(runs.told.getFirst().sections().getFirst().rows())
                .containsExactly(List.of(
                        "a.test",
                        "60 d left, 1 Aug 2026 00:00",
                        "a.test:443",
                        "UNREACHABLE: DNS_TIMEOUT: no answer within 5000 ms"));
    }

    /// As the schedule sends it, and as people do.
    @ParameterizedTest
    @ValueSource(strings = {"scheduled", "manual", "dry-run", "dry-run-at"})
    void everyEventFileIsAnswered(String name) throws IOException {
        Path file = Path.of("..", "..", "events", "ssl-expiry-checker", name + ".json");
        String event = Files.readString(file).replace("<aws.scheduler.scheduled-time>", runs.clock.toString());

        assertThat(runs.send(event))
                .contains("\"dryRun\":" + name.startsWith("dry-run"))
                .contains(name.equals("dry-run-at") ? "\"at\":\"2026-11-27T17:00:00Z\"" : "\"at\":\"" + runs.clock);
    }
}
