package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads what the settings say about one output.
public final class OutputSettings {
    // "unavailable" is what targets are whose health checks are switched off: TargetHealth,
    // Elastic Load Balancing API.
    private static final Set<String> FIT = Set.of("healthy", "unavailable");

    private OutputSettings() {}

    public static Output read(String name, Settings settings) {
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            settings.problem("expected a name of 1 to 63 lower-case letters, digits and hyphens, the first a letter");
        }
        List<Destination> publish = settings.at("publish").items().stream()
                .map(destination -> DestinationSettings.read(name, destination))
                .toList();
        if (publish.isEmpty()) {
            settings.at("publish").problem("expected at least one destination");
        }
        AddressKind addresses = settings.at("addresses").orElse(AddressKind.PRIVATE_IPV4, OutputSettings::kind);
        if (addresses == AddressKind.DUAL && publish.stream().anyMatch(Destination.PrefixList.class::isInstance)) {
            settings.at("addresses")
                    .problem("expected private-ipv4, public-ipv4 or ipv6: a prefix list has addresses of one family");
        }
        Settings guard = settings.at("guard");
        Place place = place(settings);
        Selection selection = SourceSettings.read(settings);
        List<String> targetGroups = texts(settings.at("targetGroups"));
        SourceSettings.check(settings, selection, addresses, targetGroups);
        return new Output(
                name,
                place,
                selection,
                addresses,
                targetGroups,
                targetStates(settings.at("targetStates")),
                settings.at("failOpen").orElse(true, Parsers::flag),
                publish,
                new Guard(
                        guard.at("holdLossAbovePercent").orElse(50, OutputSettings::percent),
                        guard.at("allowEmpty").orElse(false, Parsers::flag),
                        onDoubt(settings, publish)));
    }

    /// One list has one answer, whatever it is published to.
    private static OnDoubt onDoubt(Settings settings, List<Destination> publish) {
        Map<OnDoubt, Destination> usual = new EnumMap<>(OnDoubt.class);
        publish.forEach(destination -> usual.putIfAbsent(OnDoubt.usual(destination), destination));
        Settings said = settings.at("onDoubt");
        if (!said.present() && usual.size() > 1) {
            said.problem("expected keep or remove: %s is one of servers, %s one of who is let in; or make two outputs"
                    .formatted(usual.get(OnDoubt.KEEP), usual.get(OnDoubt.REMOVE)));
        }
        return said.orElse(usual.containsKey(OnDoubt.REMOVE) ? OnDoubt.REMOVE : OnDoubt.KEEP, OnDoubt::parse);
    }

    private static Place place(Settings settings) {
        return new Place(
                settings.at("account").optional(text -> matching("\\d{12}", text, "an account's id of 12 digits")),
                settings.at("region")
                        .optional(text -> matching("[a-z]{2}(-[a-z]+)+-\\d", text, "a region, such as eu-central-1")));
    }

    private static Set<String> targetStates(Settings settings) {
        Set<String> states = new TreeSet<>(FIT);
        settings.items().forEach(item -> states.add(item.as(OutputSettings::targetState, "healthy")));
        return Collections.unmodifiableSet(states);
    }

    private static List<String> texts(Settings settings) {
        return settings.items().stream().map(Settings::text).toList();
    }

    private static String targetState(String text) {
        return matching("initial|unused", text, "initial or unused");
    }

    private static AddressKind kind(String text) {
        for (AddressKind kind : AddressKind.values()) {
            if (kind.toString().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected private-ipv4, public-ipv4, ipv6 or dual");
    }

    private static int percent(String text) {
        return between(0, 100, text);
    }

    static int between(int least, int most, String text) {
        int number = Parsers.count(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("expected a whole number from %d to %d".formatted(least, most));
        }
        return number;
    }

    static String matching(String pattern, String text, String what) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("expected " + what);
        }
        return text;
    }
}
