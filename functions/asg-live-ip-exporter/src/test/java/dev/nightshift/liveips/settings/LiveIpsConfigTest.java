package dev.nightshift.liveips.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.model.Source;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveIpsConfigTest {
    private static final String PUBLISH = "\"publish\": [{\"to\": \"s3\", \"key\": \"shop\", \"format\": \"plain\"}]";

    private static final String ROUTE53 =
            "{\"to\": \"route53\", \"zone\": \"Z01234567\", \"under\": \"live.example.com\",";

    private static final String WATCH =
            "\"watch\": {\"regions\": [\"eu-west-1\"], \"accounts\": [\"444455556666\"], \"externalId\": \"acme\"}";

    private static LiveIpsConfig shop(String keys) {
        return Fixture.read("{\"zone\": \"UTC\", " + WATCH + ", \"outputs\": {\"shop\": {" + keys + "}}}");
    }

    @Test
    void whatIsLeftOutIsSafe() {
        LiveIpsConfig config = shop("\"groups\": [\"blue\"], " + PUBLISH);

        assertThat(config.dryRun()).isTrue();
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.onEvents()).isTrue();
        assertThat(config.staleAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.digestAt()).isEqualTo(LocalTime.of(8, 0));
        assertThat(config.outputs())
                .containsExactly(new Output(
                        "shop",
                        Place.OWN,
                        new Selection(List.of(new Source.Named("blue"))),
                        AddressKind.PRIVATE_IPV4,
                        List.of(),
                        Set.of("healthy", "unavailable"),
                        true,
                        List.of(new Destination.S3Object("shop", Form.of(Format.PLAIN))),
                        new Guard(50, false, OnDoubt.KEEP)));
    }

    @Test
    void everyKeyOfAnOutputIsRead() {
        LiveIpsConfig config = shop("""
                "tagged": {"Service": "shop"}, "addresses": "dual", "targetGroups": ["http"], "targetStates": ["initial"],
                "region": "eu-west-1", "account": "444455556666",
                "publish": [{"to": "parameter", "name": "/acme/live/shop", "format": "csv", "port": "8080"}],
                "guard": {"holdLossAbovePercent": "25", "allowEmpty": "true"}, "onDoubt": "remove"
                """);

        assertThat(config.outputs())
                .containsExactly(new Output(
                        "shop",
                        new Place(Optional.of("444455556666"), Optional.of("eu-west-1")),
                        new Selection(List.of(new Source.Tagged(new TreeMap<>(Map.of("Service", "shop"))))),
                        AddressKind.DUAL,
                        List.of("http"),
                        Set.of("healthy", "unavailable", "initial"),
                        true,
                        List.of(new Destination.Parameter(
                                "/acme/live/shop", Form.of(Format.CSV, Optional.of(8080)), false, Optional.empty())),
                        new Guard(25, true, OnDoubt.REMOVE)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "groups": ["blue"], "tagged": {"a": "b"}, PUBLISH        | outputs.shop: "{groups=[blue], tagged={a=b}, publish=[{to=s3, key=shop, format=plain}]}": expected one of groups, groupsMatching and tagged
            "groupsMatching": ["b*"], "groups": ["a"], PUBLISH       | expected one of groups, groupsMatching and tagged
            PUBLISH                                                  | expected groups, groupsMatching, tagged, instances or services
            "groups": ["a:b"], PUBLISH                               | outputs.shop.groups[0]: "a:b": expected the name of an Auto Scaling group, which has no colon
            "groupsMatching": ["b\\\\"], PUBLISH                  | outputs.shop.groupsMatching[0]: "b\\": expected a pattern such as shop-*
            "services": ["web"], PUBLISH                             | outputs.shop.services[0]: "web": expected a cluster and a service, such as shop/web
            "services": ["a/b/c"], PUBLISH                           | outputs.shop.services[0]: "a/b/c": expected a cluster and a service
            "services": ["shop/web"], "addresses": "public-ipv4", PUBLISH | outputs.shop.addresses: "public-ipv4": expected private-ipv4, ipv6 or dual: ECS does not show
            "instances": {"a": "b"}, "targetGroups": ["http"], PUBLISH | outputs.shop.targetGroups: "[http]": expected ARNs: instances that belong to no group
            "groups": ["blue"]                                       | outputs.shop.publish: expected at least one destination
            "groups": ["blue"], "publish": [{"to": "s3"}]            | outputs.shop.publish[0].format: is missing
            "groups": ["blue"], "adresses": "ipv6", PUBLISH          | outputs.shop.adresses: "ipv6": unknown key; known here: publish, addresses, guard, account, region, groups, groupsMatching, tagged, instances, services, targetGroups, targetStates
            "groups": ["blue"], "addresses": "ipv5", PUBLISH         | outputs.shop.addresses: "ipv5": expected private-ipv4, public-ipv4, ipv6 or dual
            "groups": ["blue"], "targetStates": ["draining"], PUBLISH | outputs.shop.targetStates[0]: "draining": expected initial or unused
            "groups": ["blue"], "account": "111122223333", PUBLISH   | outputs: "{shop={groups=[blue], account=111122223333, publish=[{to=s3, key=shop, format=plain}]}}": shop is in account 111122223333, which watch.accounts lacks
            "groups": ["blue"], "onDoubt": "ask", PUBLISH            | outputs.shop.onDoubt: "ask": expected keep or remove
            "groups": ["blue"], "region": "Frankfurt", PUBLISH       | outputs.shop.region: "Frankfurt": expected a region, such as eu-central-1
            "groups": ["blue"], "guard": {"holdLossAbovePercent": "101"}, PUBLISH | outputs.shop.guard.holdLossAbovePercent: "101": expected a whole number from 0 to 100
            "groups": ["blue"], "publish": [{"to": "ftp", "format": "yaml"}] | outputs.shop.publish[0].to: "ftp": expected s3, parameter, prefix-list or route53
            "groups": ["blue"], "publish": [{"to": "ftp", "format": "yaml"}] | outputs.shop.publish[0].format: "yaml": expected one of json, csv, plain, file_sd, nginx, nginx_allow, haproxy, ansible, hosts
            "groups": ["blue"], "publish": [{"to": "s3", "key": "state/x", "format": "csv"}] | outputs.shop.publish[0].key: "state/x": expected a key outside state/, which is for what functions remember
            "groups": ["blue"], "publish": [ROUTE53 "name": "www.example.com"}] | outputs.shop.publish[0].name: "www.example.com": expected a name below live.example.com, which under names
            "groups": ["blue"], "publish": [ROUTE53 "name": "live.example.com"}] | outputs.shop.publish[0].name: "live.example.com": expected a name below live.example.com, which under names
            "groups": ["blue"], "publish": [ROUTE53 "name": "xlive.example.com"}] | outputs.shop.publish[0].name: "xlive.example.com": expected a name below live.example.com, which under names
            "groups": ["blue"], "publish": [ROUTE53 "name": "Shop.live.example.com"}] | outputs.shop.publish[0].name: "Shop.live.example.com": expected a name, such as shop.live.example.com, in lower case
            "groups": ["blue"], "publish": [ROUTE53 "name": "*.live.example.com"}] | outputs.shop.publish[0].name: "*.live.example.com": expected a name, such as shop.live.example.com, in lower case
            "groups": ["blue"], "publish": [ROUTE53 "name": "shop.live.example.com", "records": "srv", "port": "1"}] | outputs.shop.publish[0].name: "shop.live.example.com": expected a service's name, such as _http._tcp.shop.live.example.com, in lower case
            "groups": ["blue"], "publish": [ROUTE53 "name": "_http._tcp.live.example.com", "records": "srv"}] | outputs.shop.publish[0].port: expected a port with records: srv, and with no others
            "groups": ["blue"], "publish": [ROUTE53 "name": "shop.live.example.com", "port": "1"}] | outputs.shop.publish[0].port: "1": expected a port with records: srv, and with no others
            "groups": ["blue"], "publish": [ROUTE53 "name": "shop.live.example.com", "records": "cname"}] | outputs.shop.publish[0].records: "cname": expected address, multivalue or srv
            "groups": ["blue"], "publish": [ROUTE53 "name": "shop.live.example.com", "ttl": "0"}] | outputs.shop.publish[0].ttl: "0": expected a whole number from 1 to 86400
            "groups": ["blue"], "publish": [{"to": "route53", "zone": "example.com"}] | outputs.shop.publish[0].zone: "example.com": expected a hosted zone's id, such as Z0123456789ABCDEFGHIJ, in capitals
            "groups": ["blue"], "publish": [{"to": "route53", "zone": "example.com"}] | outputs.shop.publish[0].under: is missing
            "groups": ["blue"], "publish": [{"to": "prefix-list", "id": "shop"}] | outputs.shop.publish[0].id: "shop": expected a prefix list's id, such as pl-0123456789abcdef0
            "groups": ["blue"], "publish": [{"to": "prefix-list", "id": "pl-01234567", "format": "csv"}] | outputs.shop.publish[0].format: "csv": unknown key; known here: to, id
            "groups": ["blue"], "addresses": "dual", "publish": [{"to": "prefix-list", "id": "pl-01234567"}] | outputs.shop.addresses: "dual": expected private-ipv4, public-ipv4 or ipv6: a prefix list has addresses of one family
            "groups": ["blue"], "publish": [{"to": "prefix-list", "id": "pl-01234567"}, {"to": "s3", "key": "shop", "format": "nginx"}] | outputs.shop.onDoubt: expected keep or remove: s3 shop is one of servers, prefix list pl-01234567 one of who is let in; or make two outputs
            "groups": ["blue"], "publish": [{"to": "parameter", "name": "shop", "format": "csv"}] | outputs.shop.publish[0].name: "shop": expected a path, such as /acme/live/shop
            """)
    void aWrongKeyOrValueIsNamedWithWhatWouldBeRight(String keys, String message) {
        assertThatThrownBy(() -> shop(keys.replace("PUBLISH", PUBLISH).replace("ROUTE53", ROUTE53)))
                .hasMessageContaining(message);
    }

    private static String allowing(String keys) {
        return "\"groups\": [\"blue\"], " + keys
                + "\"publish\": [{\"to\": \"s3\", \"key\": \"allow\", \"format\": \"nginx_allow\"}";
    }

    @Test
    void whoIsLetInIsRemovedOnDoubtUnlessTheSettingsSayOtherwise() {
        assertThat(shop(allowing("") + "]").outputs().getFirst().guard().onDoubt())
                .isEqualTo(OnDoubt.REMOVE);
        assertThat(shop(allowing("\"onDoubt\": \"keep\", ") + "]")
                        .outputs()
                        .getFirst()
                        .guard()
                        .onDoubt())
                .isEqualTo(OnDoubt.KEEP);
        assertThatThrownBy(() -> shop(allowing("") + ", {\"to\": \"s3\", \"key\": \"shop\", \"format\": \"plain\"}]"))
                .hasMessageContaining("settings.json: outputs.shop.onDoubt: expected keep or remove: s3 shop is one of"
                        + " servers, s3 allow one of who is let in; or make two outputs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"to": "s3", "key": "shop", "format": "nginx"}                            |                        | KEEP
            {"to": "parameter", "name": "/shop", "format": "plain"}                   |                        | KEEP
            {"to": "prefix-list", "id": "pl-01234567"}                                |                        | REMOVE
            ROUTE53 "name": "shop.live.example.com"}                                  |                        | KEEP
            ROUTE53 "name": "live.example.com", "apex": "true"}                       |                        | KEEP
            {"to": "prefix-list", "id": "pl-01234567"}                                | "onDoubt": "keep",     | KEEP
            {"to": "s3", "key": "shop", "format": "nginx"}                            | "onDoubt": "remove",   | REMOVE
            """)
    void whatIsSafeOnDoubtFollowsFromWhereAListIsPublished(String destination, @Nullable String said, OnDoubt onDoubt) {
        LiveIpsConfig config = shop((said == null ? "" : said) + "\"groups\": [\"blue\"], \"publish\": ["
                + destination.replace("ROUTE53", ROUTE53) + "]");

        assertThat(config.outputs().getFirst().guard().onDoubt()).isEqualTo(onDoubt);
    }

    @Test
    void twoListsInOnePlaceAreRefused() {
        String output = "{\"groups\": [\"blue\"], " + PUBLISH + "}";

        assertThatThrownBy(() -> Fixture.read(
                        "{\"zone\": \"UTC\", \"outputs\": {\"a\": " + output + ", \"b\": " + output + "}}"))
                .hasMessageContaining("two lists are published to s3 shop");
    }

    @Test
    void settingsWithoutAnyOutputAreRefused() {
        assertThatThrownBy(() -> Fixture.read("{\"zone\": \"UTC\"}"))
                .hasMessage("settings.json: outputs: expected at least one output");
    }
}
