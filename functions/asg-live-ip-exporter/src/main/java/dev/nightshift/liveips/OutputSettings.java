package dev.nightshift.liveips;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads what the settings say about one output.
final class OutputSettings {
    // "unavailable" is what targets are whose health checks are switched off: TargetHealth,
    // Elastic Load Balancing API.
    private static final Set<String> FIT = Set.of("healthy", "unavailable");
    // Create a parameter, Systems Manager: letters, digits and _.-/
    private static final String PARAMETER = "(/[A-Za-z0-9_.-]+){1,15}";
    private static final String KEY = "[A-Za-z0-9!_.*'()/-]{1,512}";

    private OutputSettings() {}

    static Output read(String name, Settings settings) {
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            settings.problem("expected a name of 1 to 63 lower-case letters, digits and hyphens, the first a letter");
        }
        List<Destination> publish = settings.at("publish").items().stream()
                .map(OutputSettings::destination)
                .toList();
        if (publish.isEmpty()) {
            settings.at("publish").problem("expected at least one destination");
        }
        Settings guard = settings.at("guard");
        return new Output(
                name,
                place(settings),
                selection(settings),
                settings.at("addresses").orElse(AddressKind.PRIVATE_IPV4, OutputSettings::kind),
                texts(settings.at("targetGroups")),
                targetStates(settings.at("targetStates")),
                settings.at("failOpen").orElse(true, Parsers::flag),
                publish,
                new Guard(
                        guard.at("holdLossAbovePercent").orElse(50, OutputSettings::percent),
                        guard.at("allowEmpty").orElse(false, Parsers::flag)));
    }

    private static Place place(Settings settings) {
        return new Place(
                settings.at("account").optional(text -> matching("\\d{12}", text, "an account's id of 12 digits")),
                settings.at("region")
                        .optional(text -> matching("[a-z]{2}(-[a-z]+)+-\\d", text, "a region, such as eu-central-1")));
    }

    private static Selection selection(Settings settings) {
        List<String> names = texts(settings.at("groups"));
        NavigableMap<String, String> tags = new TreeMap<>();
        settings.at("tagged").entries().forEach((key, value) -> tags.put(key, value.text()));
        if (names.isEmpty() == tags.isEmpty()) {
            settings.problem("expected groups or tagged, one of them");
        }
        return new Selection(names, Collections.unmodifiableNavigableMap(tags));
    }

    private static Set<String> targetStates(Settings settings) {
        Set<String> states = new TreeSet<>(FIT);
        settings.items().forEach(item -> states.add(item.as(OutputSettings::targetState, "healthy")));
        return Collections.unmodifiableSet(states);
    }

    private static Destination destination(Settings settings) {
        Format format = settings.at("format").as(Format::parse, Format.JSON);
        Optional<Integer> port = settings.at("port").optional(OutputSettings::port);
        if (format == Format.HAPROXY && port.isEmpty()) {
            settings.at("port").problem("expected a port: HAProxy checks a server at the port that its line has");
        }
        String to = settings.at("to").as(OutputSettings::sink, "");
        return switch (to) {
            case "parameter" ->
                new Destination.Parameter(
                        settings.at("name")
                                .as(text -> matching(PARAMETER, text, "a path, such as /acme/live/shop"), ""),
                        format,
                        port,
                        settings.at("advanced").orElse(false, Parsers::flag),
                        settings.at("empty").optional(OutputSettings::noAddress));
            case "s3" -> new Destination.S3Object(settings.at("key").as(OutputSettings::key, ""), format, port);
            default -> new Destination.S3Object("", format, port);
        };
    }

    private static List<String> texts(Settings settings) {
        return settings.items().stream().map(Settings::text).toList();
    }

    private static String sink(String text) {
        return matching("s3|parameter", text, "s3 or parameter");
    }

    private static String key(String text) {
        matching(KEY, text, "an object's key, such as live/shop.conf");
        if (text.startsWith("state/")) {
            throw new IllegalArgumentException("expected a key outside state/, which is for what functions remember");
        }
        return text;
    }

    private static String noAddress(String text) {
        if (text.isBlank() || !Address.allIn(text).isEmpty()) {
            throw new IllegalArgumentException("expected a text that is no address, such as none");
        }
        return text.strip();
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

    private static int port(String text) {
        return between(1, 65_535, text);
    }

    private static int between(int least, int most, String text) {
        int number = Parsers.count(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("expected a whole number from %d to %d".formatted(least, most));
        }
        return number;
    }

    private static String matching(String pattern, String text, String what) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("expected " + what);
        }
        return text;
    }
}
