package dev.nightshift.certificates.state;

import dev.nightshift.certificates.model.Known;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Standing;
import dev.nightshift.tls.expiry.Tier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The memories of all runs as text.
///
/// ```
/// {"v":1, "memories":{KEY:{"told","toldAt","faults":[...],"calm","unseen","suspicions":[...],
///                          "at","known":{"id","name","notBefore","notAfter"}}}}
/// ```
///
public final class State {
    private static final int VERSION = 1;
    private static final String KNOWN = "known";
    private static final String SUSPICIONS = "suspicions";

    private State() {}

    /// Reads what the last run stored.
    ///
    /// @throws dev.nightshift.kit.SettingsException for an unknown version, and for damage
    public static SortedMap<String, Memory> read(String text) {
        return Settings.read("state", Json.parse("state", text), State::memories);
    }

    public static String write(SortedMap<String, Memory> memories) {
        Map<String, Object> trees = new LinkedHashMap<>();
        memories.forEach((key, memory) -> trees.put(key, tree(memory)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("memories", trees);
        return Json.write(root);
    }

    private static SortedMap<String, Memory> memories(Settings root) {
        int version = root.at("v").as(Parsers::count, VERSION);
        if (version != VERSION) {
            root.at("v").problem("expected version " + VERSION);
        }
        SortedMap<String, Memory> memories = new TreeMap<>();
        root.at("memories").entries().forEach((key, memory) -> memories.put(key, memory(memory)));
        return memories;
    }

    private static Memory memory(Settings place) {
        SortedSet<String> faults = texts(place.at("faults"));
        Settings known = place.at(KNOWN);
        Instant toldAt = place.at("toldAt").as(Parsers::instant, Instant.EPOCH);
        Tier told = place.at("told").as(text -> Tier.valueOf(text.toUpperCase(Locale.ROOT)), Tier.OK);
        int calm = place.at("calm").as(Parsers::count, 0);
        return new Memory(
                // When it began is not kept: nobody asks.
                new Standing(Memory.level(told), faults, calm, toldAt, toldAt),
                place.at("unseen").as(Parsers::count, 0),
                texts(place.at(SUSPICIONS)),
                known.present() ? Optional.of(known(known)) : Optional.empty(),
                place.at("at").as(Parsers::instant, Instant.EPOCH));
    }

    private static SortedSet<String> texts(Settings place) {
        SortedSet<String> texts = new TreeSet<>();
        place.items().forEach(text -> texts.add(text.text()));
        return texts;
    }

    private static Known known(Settings place) {
        return new Known(
                place.at("id").text(),
                place.at("name").text(),
                place.at("notBefore").as(Parsers::instant, Instant.EPOCH),
                place.at("notAfter").as(Parsers::instant, Instant.EPOCH));
    }

    private static Map<String, Object> tree(Memory memory) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("told", memory.toldTier().name());
        tree.put("toldAt", memory.told().notifiedAt().toString());
        tree.put("faults", memory.told().faults());
        tree.put("calm", memory.told().calm());
        tree.put("unseen", memory.unseen());
        if (!memory.suspicions().isEmpty()) {
            tree.put(SUSPICIONS, memory.suspicions());
        }
        tree.put("at", memory.at().toString());
        memory.known().ifPresent(known -> {
            Map<String, Object> certificate = new LinkedHashMap<>();
            certificate.put("id", known.id());
            certificate.put("name", known.name());
            certificate.put("notBefore", known.notBefore().toString());
            certificate.put("notAfter", known.notAfter().toString());
            tree.put(KNOWN, certificate);
        });
        return tree;
    }
}
