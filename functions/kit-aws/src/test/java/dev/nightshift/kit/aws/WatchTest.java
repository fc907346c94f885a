package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Watch.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static Watch read(String json) {
        return Settings.read("settings", Json.parse("settings", json), settings -> Watch.from(settings.at("watch")));
    }

    @Test
    void withoutSettingsItIsTheOwnAccountAndRegion() {
        assertThat(read("{}")).isEqualTo(Watch.HERE);
        assertThat(Watch.HERE.places("eu-central-1")).containsExactly(new Place(Optional.empty(), "eu-central-1"));
    }

    @Test
    void everyAccountIsLookedAtInEveryRegion() {
        Watch watch = read("""
                {"watch": {"regions": ["eu-central-1", "us-gov-west-1"], "accounts": ["444455556666"],
                           "roleName": "nightshift-acme-watch", "externalId": "acme"}}
                """);

        assertThat(watch.roleName()).isEqualTo("nightshift-acme-watch");
        assertThat(watch.externalId()).isEqualTo("acme");
        assertThat(watch.places("eu-west-1"))
                .containsExactly(
                        new Place(Optional.empty(), "eu-central-1"),
                        new Place(Optional.empty(), "us-gov-west-1"),
                        new Place(Optional.of("444455556666"), "eu-central-1"),
                        new Place(Optional.of("444455556666"), "us-gov-west-1"));
    }

    @Test
    void otherAccountsNeedRegionsAndAnExternalId() {
        assertThatThrownBy(() -> read("{\"watch\": {\"accounts\": [\"444455556666\"]}}"))
                .hasMessage("""
                        settings: watch.regions: is missing: expected the regions to look at, which other accounts need
                        settings: watch.externalId: is missing: expected the external id that other accounts ask for""");
    }

    @Test
    void everyWrongValueIsNamed() {
        assertThatThrownBy(() -> read("""
                        {"watch": {"regions": ["Frankfurt", "eu-west-1", "eu-west-1"], "accounts": ["4444"],
                                   "roleName": "a/b", "externalId": "a b", "region": "eu-west-1"}}
                        """)).hasMessage("""
                        settings: watch.regions[0]: "Frankfurt": expected a region's code, such as eu-central-1
                        settings: watch.regions[2]: "eu-west-1": stands here twice
                        settings: watch.accounts[0]: "4444": expected an account's id of 12 digits, in quotation marks
                        settings: watch.roleName: "a/b": expected a role's name without its path
                        settings: watch.externalId: "a b": expected 2 to 1224 letters, digits and +=,.@:/-
                        settings: watch.region: "eu-west-1": unknown key; known here: regions, accounts, roleName, externalId""");
    }

    @Test
    void listsAreCopied() {
        assertThat(new Watch(List.of("a"), List.of(), "", "").regions()).isUnmodifiable();
    }
}
