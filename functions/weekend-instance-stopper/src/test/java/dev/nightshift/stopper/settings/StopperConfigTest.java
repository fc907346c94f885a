package dev.nightshift.stopper.settings;

import static dev.nightshift.stopper.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.kit.Zones;
import dev.nightshift.stopper.Fixture;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopperConfigTest {
    private static final String SCHEDULES = "\"schedules\": {\"weekend\": {\"stop\": [\"Fri 18:00 -> Mon 08:00\"]}}";

    @Test
    void whatIsLeftOutIsSafe() {
        StopperConfig config = read("{\"zone\": \"Europe/Berlin\", " + SCHEDULES + "}");

        assertThat(config.dryRun()).isTrue();
        assertThat(config.zone()).isEqualTo(Zones.of("Europe/Berlin"));
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.staleAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.tag()).isEqualTo("nightshift:schedule");
        assertThat(config.neverStopTag()).isEqualTo("nightshift:never-stop");
        assertThat(config.digestAt()).isEqualTo(LocalTime.of(8, 0));
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "dryrun": "true"          | settings.json: dryrun: "true": unknown key; known here: zone, dryRun, every, tag, neverStopTag, watch, schedules, staleAfter, defaultSchedule, untagged, ownerTag, minUptime, digestAt, notice, catchUp, stepGap, brake, pricesUsdPerHour, volumeKeys, holidays, startAll
            "dryRun": "no"            | settings.json: dryRun: "no": expected true or false
            "every": "7 minutes"      | settings.json: every: "7 minutes": expected whole minutes that divide an hour, such as 15 minutes
            "every": "2 hours"        | settings.json: every: "2 hours": expected whole minutes that divide an hour, such as 15 minutes
            "staleAfter": "soon"      | settings.json: staleAfter: "soon": expected a number and a unit, such as 15 minutes, 2 hours or 1 day
            "tag": "aws:name"         | settings.json: tag: "aws:name": expected a tag key of 1 to 128 characters, without blanks around it, neither nightshift:last nor one that begins with aws:
            "tag": "Schedule "        | settings.json: tag: "Schedule": expected a tag key of 1 to 128 characters, without blanks around it, neither nightshift:last nor one that begins with aws:
            "tag": "nightshift:last"  | settings.json: tag: "nightshift:last": this function reads this tag for something else; expected another key
            "tag": "nightshift:keep-until" | settings.json: tag: "nightshift:keep-until": this function reads this tag for something else; expected another key
            "tag": "nightshift:never-stop" | settings.json: neverStopTag: is the key of the opt-in tag: every instance would be opted out; expected another key
            "neverStopTag": "nightshift:schedule" | settings.json: neverStopTag: "nightshift:schedule": is the key of the opt-in tag: every instance would be opted out; expected another key
            "neverStopTag": "nightshift:start-order" | settings.json: neverStopTag: "nightshift:start-order": this function reads this tag for something else; expected another key
            "ownerTag": "nightshift:last" | settings.json: ownerTag: "nightshift:last": expected a tag key of 1 to 128 characters, without blanks around it, neither nightshift:last nor one that begins with aws:
            "notice": "5 minutes"     | settings.json: notice: "5 minutes": expected at least 15 minutes
            "catchUp": "5 minutes"    | settings.json: catchUp: "5 minutes": expected at least 15 minutes
            "staleAfter": "0 minutes" | settings.json: staleAfter: "0 minutes": expected at least 1 minutes
            "minUptime": "2 days"     | settings.json: minUptime: "2 days": expected up to 12 hours: what is started every day is never up for longer
            "brake": {"maxStopsPerRegion": "0"} | settings.json: brake.maxStopsPerRegion: "0": expected at least 1: with 0 nothing is ever stopped, which dryRun says better
            "brake": {"maxStopsPerRegion": "many"} | settings.json: brake.maxStopsPerRegion: "many": expected a whole number from 0 to 999999999
            "pricesUsdPerHour": {"m7g.large": "10 ct"} | settings.json: pricesUsdPerHour.m7g.large: "10 ct": expected US dollars an hour, such as 0.0978
            "volumeKeys": ["alias/ebs"] | settings.json: volumeKeys[0]: "alias/ebs": expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...
            "watch": {"regions": ["Frankfurt"]} | settings.json: watch.regions[0]: "Frankfurt": expected a region's code, such as eu-central-1
            "defaultSchedule": "x"    | settings.json: defaultSchedule: "x": no such schedule; known: weekend
            "untagged": "weekend"     | settings.json: untagged: "weekend": expected keys and values
            "untagged": {"schedule": "weekend"} | settings.json: untagged.accounts: expected the ids of the accounts whose untagged instances have the schedule
            "untagged": {"schedule": "x", "accounts": ["111122223333"]} | settings.json: untagged.schedule: "x": no such schedule; known: weekend
            "untagged": {"schedule": "weekend", "accounts": ["1111"]} | settings.json: untagged.accounts[0]: "1111": expected an account's id of 12 digits, in quotation marks
            "untagged": {"schedule": "weekend", "accounts": ["*"]} | settings.json: untagged.accounts[0]: "*": expected an account's id of 12 digits, in quotation marks
            "untagged": {"schedule": "weekend", "accounts": ["111122223333", "444455556666"]} | settings.json: untagged.accounts: "[111122223333, 444455556666]": are more than the function's own account and watch.accounts: none
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "stop": "always"                             | stops all the time, and leaves alone what somebody started
            "stop": "00:00 -> 24:00"                     | stops all the time, and leaves alone what somebody started
            "stop": "22:00 -> 06:00", "stopAfter": "8 hours" | is no shorter than the longest stop, which lasts 480 minutes
            "stop": "22:00 -> 06:00", "stopAfter": "0 hours" | expected more than no time; enforced: true stops at once
            "stop": "23:50 -> 23:58"                     | stopped from Mon 23:50 to Mon 23:58 lies between two runs, which are 15 minutes apart
            "run": [{"from": "09:01", "until": "09:14"}] | running from Mon 09:01 to Mon 09:14 lies between two runs
            "run": "always", "hibernate": "true"         | never stops anything, so that enforced, stopAfter and hibernate have no meaning
            "start": "09:00", "enforced": "true"         | never stops anything, so that enforced, stopAfter and hibernate have no meaning
            "start": "09:00", "startAll": "false"        | leaves a schedule of start times nothing to start
            "stop": "22:00 -> 06:00", "enforced": "yes"  | expected true (stops), both (stops and starts) or false
            """)
    void aScheduleThatNeverActsIsRefused(String keys, String problem) {
        StopperConfig config = read("{\"zone\": \"UTC\", \"schedules\": {\"tested\": {" + keys + "}}}");

        assertThat(config.problems()).singleElement().asString().contains("schedules.tested", problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "startAll": "true"  | "stop": "22:00 -> 06:00"                      | true  | false
            "startAll": "true"  | "stop": "22:00 -> 06:00", "startAll": "false" | false | false
            "startAll": "false" | "stop": "22:00 -> 06:00", "startAll": "true"  | true  | false
            "startAll": "false" | "start": "Mon-Fri 09:00"                      | true  | false
            "startAll": "false" | "stop": "22:00 -> 06:00", "enforced": "both"  | false | true
            "startAll": "false" | "stop": "22:00 -> 06:00", "enforced": "true"  | false | false
            """)
    void whatIsStartedIsForEachScheduleToSay(String site, String keys, boolean startAll, boolean enforcesStarts) {
        StopperConfig config = read("{\"zone\": \"UTC\", " + site + ", \"schedules\": {\"tested\": {" + keys + "}}}");

        assertThat(config.policies().get("tested")).isInstanceOfSatisfying(Reading.Good.class, good -> {
            Policy policy = (Policy) good.value();
            assertThat(policy.startAll()).isEqualTo(startAll);
            assertThat(policy.enforcesStarts()).isEqualTo(enforcesStarts);
        });
    }

    @Test
    void aBadScheduleIsKeptBesideTheGoodOnes() {
        StopperConfig config = Fixture.config();

        assertThat(config.policies()).containsOnlyKeys("weekend", "broken");
        assertThat(config.problems()).extracting(Problem::path).containsExactly("schedules.broken.stop[0]");
    }
}
