package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Problem;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopperConfigTest {
    private static final String SCHEDULES = "\"schedules\": {\"weekend\": {\"stop\": [\"Fri 18:00 -> Mon 08:00\"]}}";

    @Test
    void whatIsLeftOutIsSafe() {
        StopperConfig config = read("{\"zone\": \"Europe/Berlin\", " + SCHEDULES + "}");

        assertThat(config.dryRun()).isTrue();
        assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.staleAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.tag()).isEqualTo("nightshift:schedule");
        assertThat(config.neverStopTag()).isEqualTo("nightshift:never-stop");
        assertThat(config.digestAt()).isEqualTo(LocalTime.of(8, 0));
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "dryrun": "true"          | settings.json: dryrun: "true": unknown key; known here: zone, dryRun, every, staleAfter, tag, neverStopTag, ownerTag, minUptime, digestAt, notice, startAll, stepGap, brake, pricesUsdPerHour, volumeKeys, watch, holidays, schedules
            "dryRun": "no"            | settings.json: dryRun: "no": expected true or false
            "every": "7 minutes"      | settings.json: every: "7 minutes": expected whole minutes that divide an hour, such as 15 minutes
            "every": "2 hours"        | settings.json: every: "2 hours": expected whole minutes that divide an hour, such as 15 minutes
            "staleAfter": "soon"      | settings.json: staleAfter: "soon": expected a number and a unit, such as 15 minutes, 2 hours or 1 day
            "tag": "aws:name"         | settings.json: tag: "aws:name": expected a tag key of 1 to 128 characters, neither nightshift:last nor one that begins with aws:
            "tag": "nightshift:last"  | settings.json: tag: "nightshift:last": expected a tag key of 1 to 128 characters, neither nightshift:last nor one that begins with aws:
            "brake": {"maxStopsPerRegion": "many"} | settings.json: brake.maxStopsPerRegion: "many": expected a whole number from 0 to 999999999
            "pricesUsdPerHour": {"m7g.large": "10 ct"} | settings.json: pricesUsdPerHour.m7g.large: "10 ct": expected US dollars an hour, such as 0.0978
            "volumeKeys": ["alias/ebs"] | settings.json: volumeKeys[0]: "alias/ebs": expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...
            "watch": {"regions": ["Frankfurt"]} | settings.json: watch.regions[0]: "Frankfurt": expected a region's code, such as eu-central-1
            "digestAt": "8"           | settings.json: digestAt: "8": expected a time of day such as 08:00
            """)
    void aWrongKeyOrValueIsNamedWithWhatWouldBeRight(String key, String message) {
        assertThatThrownBy(() -> read("{\"zone\": \"UTC\", " + SCHEDULES + ", " + key + "}"))
                .hasMessage(message);
    }

    @Test
    void settingsWithoutAnySchedulesAreRefused() {
        assertThatThrownBy(() -> read("{\"zone\": \"Mars\"}"))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "settings.json: zone: \"Mars\": expected a time zone of the IANA database, such as Europe/Berlin",
                        "settings.json: schedules: expected at least one schedule"));
    }

    @ParameterizedTest
    @CsvSource({"1000, 0 minutes, true", "1001, 0 minutes, false", "2800, 15 minutes, true", "2802, 15 minutes, false"})
    void aLeadIsLongEnoughForTheStartsThatTheBrakeAllows(int maxStops, String lead, boolean enough) {
        StopperConfig config = read("""
                {"zone": "UTC", "brake": {"maxStopsPerRegion": %d}, "schedules": {
                    "weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "startLead": "%s"}}}""".formatted(maxStops, lead));

        assertThat(config.shortLeads().isEmpty()).isEqualTo(enough);
    }

    @Test
    void aBadScheduleIsKeptBesideTheGoodOnes() {
        StopperConfig config = Fixture.config();

        assertThat(config.policies()).containsOnlyKeys("weekend", "broken");
        assertThat(config.problems()).extracting(Problem::path).containsExactly("schedules.broken.stop[0]");
    }
}
