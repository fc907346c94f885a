package dev.nightshift.liveips;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Doubts;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Group.Member;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Settings, groups and servers that tests start from.
public final class Fixture {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    public static final Finding FAILURE = new Finding(Finding.Kind.SOURCE, "EC2", "could not be asked");

    private Fixture() {}

    public static LiveIpsConfig read(String json) {
        return Settings.read("settings.json", Json.parse("settings.json", json), LiveIpsConfig::from);
    }

    /// One output `shop` of the group `shop-blue`, published as JSON.
    static LiveIpsConfig config() {
        return config("");
    }

    /// The same with more keys of the output, as JSON that ends in a comma.
    static LiveIpsConfig config(String keys) {
        return read("""
                {"zone": "Europe/Berlin", "dryRun": false, "digestAt": "08:00", "outputs": {"shop": {%s
                 "groups": ["shop-blue"], "publish": [{"to": "s3", "key": "live/shop.json", "format": "json"}]}}}
                """.formatted(keys));
    }

    public static Output output(String keys) {
        return config(keys).outputs().getFirst();
    }

    public static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    public static Entry entry(String instance, String address) {
        return new Entry(address(address), instance, "shop-blue", "eu-central-1a");
    }

    public static Machine machine(String id, String state, String privateIpv4) {
        return new Machine(id, state, "shop-blue", Optional.of(address(privateIpv4)), Optional.empty(), List.of());
    }

    public static Member member(String id, String lifecycle, String health) {
        return new Member(id, "eu-central-1a", lifecycle, health);
    }

    /// A group whose members are all in service.
    public static Group group(String name, int desired, String... ids) {
        return new Group(
                name,
                desired,
                Map.of(),
                List.of(),
                Stream.of(ids).map(id -> member(id, "InService", "Healthy")).toList());
    }

    /// A look that saw everything.
    public static Look look(List<Group> groups, Machine... machines) {
        NavigableMap<String, Group> byName = new TreeMap<>();
        groups.forEach(group -> byName.put(group.name(), group));
        NavigableMap<String, Machine> byId = new TreeMap<>();
        Stream.of(machines).forEach(machine -> byId.put(machine.id(), machine));
        return new Look(byName, Set.of(), byId, Set.of(), Map.of(), List.of());
    }

    public static Manifest published(Entry... entries) {
        return published(List.of(entries), 0);
    }

    /// A manifest of these lines.
    ///
    /// @param looks how many looks in a row have said of each line, and of all of them, that they are gone
    public static Manifest published(Collection<Entry> entries, int looks) {
        Tally tally = new Tally(looks, NOON.minus(Tally.APART));
        NavigableMap<String, Tally> tallies = new TreeMap<>();
        if (looks > 0) {
            entries.forEach(entry -> tallies.put(entry.address().toString(), tally));
            tallies.put(Doubts.empty(false), tally);
        }
        return new Manifest(
                "a generation",
                "",
                NOON,
                NOON,
                new ArrayList<>(entries),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new Doubts(tallies, new TreeMap<>()),
                new TreeMap<>(),
                NOON);
    }

    /// What is recorded once a decision is published.
    public static Manifest recorded(Manifest last, Decision decision, Instant now) {
        return new Manifest(
                "a generation",
                "",
                NOON,
                now,
                decision.list(),
                last.copies(),
                decision.groups(),
                List.of(),
                decision.doubts(),
                last.findings(),
                NOON);
    }

    /// The same look, of which something was missing.
    public static Look without(Look look, Set<String> missing, Set<String> gone, Finding... failures) {
        return new Look(look.groups(), missing, look.machines(), gone, look.targets(), List.of(failures));
    }

    /// What is decided at noon.
    public static Decision decided(Output output, Look look, Manifest last) {
        return Decision.of(output, look, last, NOON);
    }

    public static List<String> addresses(Decision decision) {
        return decision.list().stream().map(entry -> entry.address().toString()).toList();
    }

    public static List<String> found(Decision decision) {
        return decision.findings().stream()
                .map(one -> one.subject() + " " + one.why())
                .toList();
    }
}
