package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.Zones;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerTest {
    static final String SCHEDULED = "{\"source\": \"nightshift\", \"time\": \"2026-11-22T12:00:00Z\", \"detail\": {}}";
    private static final String LIST = "s3 live/shop.json";

    private final Deployed handler = new Deployed();

    @Test
    void aScheduledRunPublishesTellsCountsAndAnswersWithTheWholeRun() throws IOException {
        String result = handler.handle(config(), SCHEDULED);

        assertThat(Address.allIn(handler.stored.getOrDefault(LIST, ""))).hasSize(2);
        assertThat(result).contains("\"verdict\":\"shop: 2 added\"", "\"function\":\"acme-live-ips\"");
        assertThat(handler.metrics.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"Function\":\"acme-live-ips\",\"Runs\":1,\"Complete\":1,\"Added\":2,\"Removed\":0,\"Held\":0,"
                                + "\"Findings\":0,\"OldestFindingSeconds\":0.0}\n");
        assertThat(handler.told)
                .singleElement()
                .satisfies(digest -> assertThat(DigestText.body(digest, 10).replace(Zones.version(), "VERSION"))
                        .isEqualTo("""
                shop: 2 added

                acme-live-ips, account 123456789012, eu-central-1
                Sun 22 Nov 2026 13:00 Europe/Berlin (2026-11-22T12:00:00Z, tzdata VERSION)

                Added (2)
                  shop  10.0.0.1  i-1  shop-blue  eu-central-1a
                  shop  10.0.0.2  i-2  shop-blue  eu-central-1a

                Published (1)
                  shop  s3 live/shop.json  2  %s
                """.formatted(Generation.of(handler.stored.getOrDefault(LIST, "")))));
    }

    @Test
    void whileItIsPausedNothingIsPublishedAndItSaysWhatWouldBe() throws IOException {
        handler.pauses = Pauses.NONE.with(
                new Pause(Optional.empty(), NOON.minusSeconds(60), NOON.plusSeconds(3_600), "network freeze", "ann"));

        String result = handler.handle(config(), SCHEDULED);

        assertThat(handler.stored).isEmpty();
        assertThat(result).contains("\"dryRun\":true", "shop: 2 would be added");
        assertThat(handler.metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":1,\"Complete\":1,\"Paused\":1");
        assertThat(handler.told)
                .allSatisfy(digest -> assertThat(DigestText.body(digest, 10))
                        .contains("paused until 2026-11-22T13:00:00Z by ann: network freeze"));

        handler.clock = NOON.plusSeconds(3_640);
        handler.handle(config(), SCHEDULED.replace("12:00:00Z", "13:00:00Z"));
        assertThat(handler.stored).containsKey(LIST);
    }

    @Test
    void whatLeavesAListIsToldWithItsReason() throws IOException {
        handler.handle(config(), SCHEDULED);
        handler.told.clear();
        handler.look = look(
                List.of(group("shop-blue", 1, "i-1")),
                machine("i-1", "running", "10.0.0.1"),
                machine("i-2", "terminated", "10.0.0.2"));

        handler.handle(config(), SCHEDULED);

        assertThat(handler.told)
                .singleElement()
                .satisfies(digest -> assertThat(DigestText.body(digest, 10))
                        .startsWith("shop: 1 removed\n")
                        .contains("Removed (1)\n  shop  10.0.0.2  i-2  shop-blue  is terminated\n"));
    }

    @Test
    void whatLastsIsToldOnceAndOnceADay() throws IOException {
        handler.handle(config(), SCHEDULED);
        handler.told.clear();
        handler.look = look(List.of());

        List<Integer> messages = new ArrayList<>();
        for (String time : List.of("12:05", "12:10", "23:55")) {
            messages.add(toldAt("2026-11-22T" + time + ":00Z"));
        }
        for (String time : List.of("06:55", "07:00", "07:05")) {
            messages.add(toldAt("2026-11-23T" + time + ":00Z"));
        }

        assertThat(messages).as("08:00 is 07:00 in UTC").containsExactly(1, 0, 0, 0, 1, 0);
    }

    private int toldAt(String time) throws IOException {
        handler.told.clear();
        handler.clock = Instant.parse(time);
        handler.handle(config(), SCHEDULED.replace("2026-11-22T12:00:00Z", time));
        return handler.told.size();
    }

    @ParameterizedTest
    @CsvSource({"12:00, 0", "07:00, 1", "07:04, 1", "07:05, 0"})
    void aDryRunWritesNothingAndSpeaksOnceADay(String time, int messages) throws IOException {
        handler.clock = Instant.parse("2026-11-22T" + time + ":00Z");

        String result = handler.handle(
                config(), SCHEDULED.replace("{}", "{\"dryRun\": true}").replace("T12:00", "T" + time));

        assertThat(handler.stored).isEmpty();
        assertThat(result).contains("\"verdict\":\"shop: 2 would be added\"");
        assertThat(handler.told).hasSize(messages);
        assertThat(handler.metrics.toString(StandardCharsets.UTF_8)).endsWith("\"Runs\":1,\"Complete\":1}\n");
    }

    @Test
    void aStaleRunLooksAtNothingAndSaysSo() throws IOException {
        assertThat(handler.handle(config(), SCHEDULED.replace("T12:00", "T11:00")))
                .contains("\"staleBy\":\"PT1H40S\"");
        assertThat(handler.looks).isZero();
        assertThat(handler.metrics.toString(StandardCharsets.UTF_8)).contains("\"Stale\":1");
    }

    @Test
    void aRunThatSeesNoGroupFailsAfterTelling() {
        handler.look = new Look(
                Map.of(),
                Set.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(new Finding(
                        Finding.Kind.GROUPS,
                        "Auto Scaling in its own region",
                        "could not be asked: AccessDenied: no")));

        assertThatThrownBy(() -> handler.handle(config(), SCHEDULED))
                .hasMessage(
                        "nothing could be read: shop: Auto Scaling in its own region could not be asked: AccessDenied: no");
        assertThat(handler.told).hasSize(1);
        assertThat(handler.metrics.toString(StandardCharsets.UTF_8)).contains("\"Runs\":1,\"Complete\":0");
    }

    @Test
    void aManifestOfALaterVersionFailsTheRunAndChangesNothing() {
        handler.stored.put("state/asg-live-ip-exporter/shop.json", "{\"v\": 2}");

        assertThatThrownBy(() -> handler.handle(config(), SCHEDULED))
                .hasMessageContaining("v: \"2\": expected version 1");
        assertThat(handler.stored).containsOnlyKeys("state/asg-live-ip-exporter/shop.json");
    }

    @Test
    void theEventFilesAreTakenAsTheyAre() throws IOException {
        Path events =
                Path.of(Objects.requireNonNull(System.getProperty("nightshift.root")), "events/asg-live-ip-exporter");

        handler.handle(config(), Files.readString(events.resolve("launch-batch.json")));
        handler.handle(config(), Files.readString(events.resolve("manual.json")));
        handler.handle(config(), Files.readString(events.resolve("dry-run.json")));

        assertThat(handler.looks).isEqualTo(3);
        assertThatThrownBy(() -> handler.handle(config(), Files.readString(events.resolve("misspelled.json"))))
                .hasMessageContaining("detail.dryrun: \"true\": unknown key");
    }
}
