package dev.nightshift.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    @TempDir
    private Path folder;

    @Test
    void everyKeyOfASiteIsRead() throws IOException {
        Site site = read("""
                site: acme-prod
                zone: Europe/Berlin
                notify: {email: [platform@acme.example], chat: {workspace: T0ACME, channel: C0OPS}}
                logs: {retainDays: 30}
                functions:
                  weekend-instance-stopper:
                    enabled: false
                    snapStart: false
                    memoryMiB: 512
                    reservedConcurrency: 2
                    volumeKeys: [arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab]
                    every: 5 minutes
                    schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
                """);

        assertThat(site.name()).isEqualTo("acme-prod");
        assertThat(site.recipients())
                .isEqualTo(new Recipients(
                        List.of("platform@acme.example"), Optional.of(new Recipients.Chat("T0ACME", "C0OPS"))));
        assertThat(site.logRetentionDays()).isEqualTo(30);
        StopperSite stopper = stopper(site);
        assertThat(stopper.deployment()).isEqualTo(new Deployment(false, false, 512, Optional.of(2), Optional.empty()));
        assertThat(stopper.config().volumeKeys())
                .containsExactly("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EST", "ROC", "GMT+0", "America/Vancouver", "America/Coyhaique"})
    void theZoneReachesTheFunctionsThoughTheJdkMayNotKnowIt(String zone) throws IOException {
        Site site = read(withStopper("every: 30 minutes").replace("Europe/Berlin", zone));

        assertThat(Zones.name(stopper(site).config().zone())).isEqualTo(zone);
        assertThat(site.zones()).containsExactly(Zones.of(zone));
    }

    @Test
    void whatReachesTheFunctionIsReadByItAsTheSameSettings() throws IOException {
        StopperSite stopper = stopper(read(withStopper("enabled: false\n    snapStart: false\n    memoryMiB: 512\n"
                + "    reservedConcurrency: 1\n    volumeKeys: []\n    every: 30 minutes")));

        StopperConfig received = Settings.read("settings", stopper.settings(), StopperConfig::from);

        assertThat(received).usingRecursiveComparison().isEqualTo(stopper.config());
        assertThat(stopper.settings()).containsOnlyKeys("every", "schedules", "volumeKeys", "zone");
    }

    @Test
    void whereTheSiteLooksIsHandedDownWithTheNameOfTheRoleThere() throws IOException {
        String watch = "watch: {regions: [eu-central-1], accounts: ['444455556666'], externalId: acme}\n";

        StopperSite stopper = stopper(read(watch + withStopper("enabled: true")));

        Watch expected = new Watch(
                List.of("eu-central-1"), List.of("444455556666"), "nightshift-acme-weekend-instance-stopper", "acme");
        assertThat(stopper.watch()).isEqualTo(expected);
        assertThat(Settings.read("settings", stopper.settings(), StopperConfig::from)
                        .watch())
                .isEqualTo(expected);
        assertThat(stopper(read(watch + withStopper("watch: {regions: [eu-west-1]}")))
                        .watch()
                        .accounts())
                .isEmpty();
    }

    @Test
    void aFunctionMayHaveAZoneOfItsOwn() throws IOException {
        assertThat(stopper(read(withStopper("zone: America/New_York"))).settings())
                .containsEntry("zone", "America/New_York");
    }

    @Test
    void timesAndSwitchesStayTheTextTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), "at: 18:00\nflag: off\nnumber: 0x10\nnothing: ~\n");

        assertThat(SiteFile.read(file)).hasToString("{at=18:00, flag=off, number=0x10, nothing=~}");
    }

    @ParameterizedTest
    @MethodSource
    void aSiteThatCannotBeUsedSaysWhereAndWhy(String yaml, String problems) throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), yaml);

        assertThatThrownBy(() -> Site.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessage(problems.replace("FILE", file.toString())
                        .replace("FUNCTIONS", String.join(", ", FunctionSite.Kind.names()))
                        .strip()
                        .replace("\n", System.lineSeparator()));
    }

    static Stream<Arguments> aSiteThatCannotBeUsedSaysWhereAndWhy() {
        return Stream.of(
                Arguments.of("site: a\nsite: b\n", "FILE: line 2, column 1: found duplicate key site"),
                Arguments.of("site: [a\n", "FILE: line 2, column 1: expected ',' or ']', but got <stream end>"),
                Arguments.of("""
                        site: acme
                        zone: Europe/Berlin
                        functions:
                          weekend-instance-stopper:
                            schedules:
                              night: {stop: [Fri 18:00 -> Mon 25:00], stopp: x}
                        """, """
                        FILE: functions.weekend-instance-stopper.schedules.night.stop[0]: "Fri 18:00 -> Mon 25:00": "25:00" is no time of day; expected 00:00 to 24:00, as in 08:00
                        FILE: functions.weekend-instance-stopper.schedules.night.stopp: "x": unknown key; known here: zone, holidays, startLead, stop, run, start, enforced, stopAfter, hibernate, startAll
                        """),
                Arguments.of("""
                        site: Acme_Prod
                        zone: Mars/Olympus
                        watch: {regions: [Frankfurt], accounts: ["4444"]}
                        notify: {email: [nobody], chat: {workspace: acme}, sms: "+49"}
                        logs: {retainDays: 31}
                        functions:
                          coffee-maker: {}
                          weekend-instance-stopper:
                            enabled: yes
                            memoryMiB: 64
                            reservedConcurrency: 0
                            volumeKeys: [alias/disks]
                            tagg: x
                            schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
                        """, """
                        FILE: site: "Acme_Prod": expected 1 to 28 lower-case letters, digits and hyphens, the first a letter
                        FILE: zone: "Mars/Olympus": expected a time zone of the IANA database, such as Europe/Berlin
                        FILE: watch.regions[0]: "Frankfurt": expected a region's code, such as eu-central-1
                        FILE: watch.accounts[0]: "4444": expected an account's id of 12 digits, in quotation marks
                        FILE: watch.externalId: is missing: expected the external id that other accounts ask for
                        FILE: notify.email[0]: "nobody": expected an e-mail address
                        FILE: notify.chat.workspace: "acme": expected a Slack workspace's id, such as T0ACME
                        FILE: notify.chat.channel: is missing
                        FILE: logs.retainDays: "31": expected one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
                        FILE: functions.weekend-instance-stopper.enabled: "yes": expected true or false
                        FILE: functions.weekend-instance-stopper.memoryMiB: "64": expected a whole number from 128 to 10240
                        FILE: functions.weekend-instance-stopper.reservedConcurrency: "0": expected a whole number from 1 to 1000
                        FILE: functions.weekend-instance-stopper.volumeKeys[0]: "alias/disks": expected a key's ARN, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-...
                        FILE: notify.sms: "+49": unknown key; known here: email, chat
                        FILE: functions.weekend-instance-stopper.tagg: "x": unknown key; known here: enabled, snapStart, memoryMiB, reservedConcurrency, network, zone, dryRun, every, tag, neverStopTag, watch, schedules, staleAfter, defaultSchedule, untagged, ownerTag, minUptime, digestAt, notice, catchUp, stepGap, brake, pricesUsdPerHour, volumeKeys, holidays, startAll
                        FILE: functions.coffee-maker: "{}": unknown key; known here: FUNCTIONS
                        """));
    }

    @Test
    void aSiteThatIsNotThereIsNamed() {
        Path file = folder.resolve("prod.yaml");

        assertThatThrownBy(() -> Site.read(file)).hasMessage(file + ": there is no such file");
    }

    private Site read(String yaml) throws IOException {
        return Site.read(Files.writeString(folder.resolve("site.yaml"), yaml));
    }

    private static String withStopper(String lines) {
        return """
                site: acme
                zone: Europe/Berlin
                functions:
                  weekend-instance-stopper:
                    %s
                    schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
                """.formatted(lines);
    }

    private static StopperSite stopper(Site site) {
        return (StopperSite) requireNonNull(site.functions().get(StopperConfig.NAME));
    }
}
