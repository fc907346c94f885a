package dev.nightshift.certificates.state;

import dev.nightshift.certificates.state.Served.Told;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.tls.chain.Leaf;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What endpoints serve as text. In an object of its own: versions that do not compare certificates read [State] as
/// ever, and know nothing of this.
///
/// ```
/// {"v":1, "endpoints":{KEY:{"since","settled","alone","turns","at","told","toldAt",
///   "certificates":[{"sha256","subject","notBefore","authority","names":[...],"nameCount","usages":[...]}]}}}
/// ```
public final class ServedState {
    private static final int VERSION = 1;

    private ServedState() {}

    /// Reads the endpoints of the stored state.
    ///
    /// @throws dev.nightshift.kit.SettingsException for an unknown version, and for damage
    public static SortedMap<String, Served> read(String text) {
        return Settings.read("certificates", Json.parse("certificates", text), ServedState::endpoints);
    }

    public static String write(SortedMap<String, Served> served) {
        Map<String, Object> trees = new LinkedHashMap<>();
        served.forEach((key, one) -> trees.put(key, tree(one)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("endpoints", trees);
        return Json.write(root);
    }

    private static SortedMap<String, Served> endpoints(Settings root) {
        if (root.at("v").as(Parsers::count, VERSION) != VERSION) {
            root.at("v").problem("expected version " + VERSION);
        }
        SortedMap<String, Served> served = new TreeMap<>();
        root.at("endpoints").entries().forEach((key, place) -> served.put(key, served(place)));
        return served;
    }

    private static Served served(Settings place) {
        Instant toldAt = place.at("toldAt").orElse(Instant.EPOCH, Parsers::instant);
        return new Served(
                place.at("since").as(Parsers::instant, Instant.EPOCH),
                place.at("certificates").items().stream().map(ServedState::leaf).toList(),
                place.at("settled").as(Parsers::count, 0),
                place.at("alone").as(Parsers::count, 0),
                place.at("turns").as(Parsers::count, 0),
                place.at("told").optional(text -> text).map(text -> new Told(text, toldAt)),
                place.at("at").as(Parsers::instant, Instant.EPOCH));
    }

    private static Leaf leaf(Settings place) {
        Instant notBefore = place.at("notBefore").as(Parsers::instant, Instant.EPOCH);
        return new Leaf(
                place.at("subject").orElse("", text -> text),
                "",
                "",
                place.at("sha256").text(),
                notBefore,
                notBefore,
                texts(place.at("names")),
                place.at("nameCount").as(Parsers::count, 0),
                place.at("authority").orElse("", text -> text),
                texts(place.at("usages")));
    }

    private static List<String> texts(Settings place) {
        return place.items().stream().map(Settings::text).toList();
    }

    private static Map<String, Object> tree(Served served) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("since", served.since().toString());
        tree.put("settled", served.settled());
        tree.put("alone", served.alone());
        tree.put("turns", served.turns());
        tree.put("at", served.at().toString());
        served.told().ifPresent(told -> {
            tree.put("told", told.text());
            tree.put("toldAt", told.at().toString());
        });
        tree.put(
                "certificates", served.current().stream().map(ServedState::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Leaf leaf) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sha256", leaf.sha256());
        tree.put("subject", leaf.subject());
        tree.put("notBefore", leaf.notBefore().toString());
        tree.put("authority", leaf.authority());
        tree.put("names", leaf.names());
        tree.put("nameCount", leaf.nameCount());
        tree.put("usages", leaf.usages());
        return tree;
    }
}
