package dev.nightshift.certificates;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
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
/// {"v":1, "memories":{KEY:{"told","toldAt","faults":[...],"calm","unseen","at",
///                          "known":{"id","name","notBefore","notAfter"}}}}
/// ```
///
/// @param memories by key
/// @param lost why what was there before could not be read; then there are no memories
record State(SortedMap<String, Memory> memories, Optional<String> lost) {
    private static final int VERSION = 1;
    private static final String KNOWN = "known";

    /// Reads a text; whatever is wrong with it is an answer.
    static State read(Optional<String> text) {
        if (text.isEmpty()) {
            return new State(new TreeMap<>(), Optional.of("there is none: this is the first run, or it was deleted"));
        }
        try {
            SortedMap<String, Memory> memories =
                    Settings.read("state", Json.parse("state", text.get()), State::memories);
            return new State(memories, Optional.empty());
        } catch (SettingsException e) {
            return new State(new TreeMap<>(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    static String write(SortedMap<String, Memory> memories) {
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
        SortedSet<String> faults = new TreeSet<>();
        place.at("faults").items().forEach(fault -> faults.add(fault.text()));
        Settings known = place.at(KNOWN);
        return new Memory(
                place.at("told").as(text -> Tier.valueOf(text.toUpperCase(Locale.ROOT)), Tier.OK),
                place.at("toldAt").as(Parsers::instant, Instant.EPOCH),
                faults,
                place.at("calm").as(Parsers::count, 0),
                place.at("unseen").as(Parsers::count, 0),
                known.present() ? Optional.of(known(known)) : Optional.empty(),
                place.at("at").as(Parsers::instant, Instant.EPOCH));
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
        tree.put("told", memory.told().name());
        tree.put("toldAt", memory.toldAt().toString());
        tree.put("faults", memory.faults());
        tree.put("calm", memory.calm());
        tree.put("unseen", memory.unseen());
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
