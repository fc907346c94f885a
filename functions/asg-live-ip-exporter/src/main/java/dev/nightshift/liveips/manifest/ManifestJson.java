package dev.nightshift.liveips.manifest;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.manifest.Manifest.Standing;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Reason.Evidence;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A manifest as the object that it is stored as. An unknown version is refused: who wrote it knew more.
public final class ManifestJson {
    private static final String VERSION = "1";
    private static final Address NOWHERE = Address.parse("0.0.0.0").orElseThrow();

    private ManifestJson() {}

    public static String write(Manifest manifest) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", 1);
        root.put("generation", manifest.generation());
        root.put("previous", manifest.previous());
        root.put("firstSeenAt", manifest.firstSeenAt().toString());
        root.put("observedAt", manifest.observedAt().toString());
        root.put("toldAt", manifest.toldAt().toString());
        root.put("doubts", each(manifest.doubts().tallies(), ManifestJson::tally));
        root.put(
                "lost",
                manifest.doubts().lost().entrySet().stream()
                        .map(lost -> pair(
                                "address",
                                lost.getKey().toString(),
                                "at",
                                lost.getValue().toString()))
                        .toList());
        root.put("groups", each(manifest.groups(), counts -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("desired", counts.desired());
            json.put("live", counts.live());
            json.put("pending", counts.pending());
            json.put("terminating", counts.terminating());
            json.put("held", counts.held());
            return json;
        }));
        root.put(
                "destinations",
                each(
                        manifest.copies(),
                        copy -> pair("generation", copy.generation(), "unknown", tally(copy.unknown()))));
        root.put(
                "findings",
                each(
                        manifest.findings(),
                        standing -> pair(
                                "why", standing.why(), "since", standing.since().toString())));
        root.put(
                "leftOut",
                manifest.leftOut().stream()
                        .map(out -> {
                            Map<String, Object> json = pair("instance", out.instance(), "group", out.group());
                            json.put("evidence", out.reason().evidence().name());
                            json.put("why", out.reason().text());
                            return json;
                        })
                        .toList());
        root.put(
                "entries",
                manifest.entries().stream()
                        .map(entry -> {
                            Map<String, Object> json =
                                    pair("address", entry.address().toString(), "instance", entry.instance());
                            json.put("group", entry.group());
                            json.put("zone", entry.zone());
                            if (!entry.tags().isEmpty()) {
                                json.put("tags", entry.tags());
                            }
                            return json;
                        })
                        .toList());
        return Json.write(root) + "\n";
    }

    /// Reads a manifest.
    ///
    /// @param source what it is read from, for the error
    /// @throws dev.nightshift.kit.SettingsException for what no run can have written, and for an unknown
    ///     version
    public static Manifest read(String source, String text) {
        return Settings.read(source, Json.parse(source, text), ManifestJson::from);
    }

    private static Manifest from(Settings json) {
        json.at("v").as(ManifestJson::version, 1);
        return new Manifest(
                json.at("generation").as(text -> text, ""),
                json.at("previous").as(text -> text, ""),
                instant(json.at("firstSeenAt")),
                instant(json.at("observedAt")),
                json.at("entries").items().stream().map(ManifestJson::entry).toList(),
                each(json.at("destinations"), ManifestJson::copy),
                each(json.at("groups"), ManifestJson::counts),
                json.at("leftOut").items().stream().map(ManifestJson::leftOut).toList(),
                doubts(json),
                each(
                        json.at("findings"),
                        finding -> new Standing(finding.at("why").text(), instant(finding.at("since")))),
                instant(json.at("toldAt")));
    }

    private static Copy copy(Settings json) {
        int counted = json.at("confirmations").orElse(0, Parsers::count);
        Tally unknown = tally(json.at("unknown"));
        return new Copy(
                json.at("generation").as(text -> text, ""), counted > 0 ? new Tally(counted, Instant.EPOCH) : unknown);
    }

    private static Doubts doubts(Settings json) {
        // A count for the whole list, by versions up to 0.1, says nothing of a line: each is counted anew.
        json.at("confirmations").orElse(0, Parsers::count);
        NavigableMap<Address, Instant> lost = new TreeMap<>();
        json.at("lost")
                .items()
                .forEach(one -> lost.put(
                        one.at("address").as(text -> Address.parse(text).orElseThrow(), NOWHERE),
                        instant(one.at("at"))));
        return new Doubts(each(json.at("doubts"), ManifestJson::tally), lost);
    }

    private static Map<String, Object> tally(Tally tally) {
        return pair("looks", tally.looks(), "last", tally.last().toString());
    }

    private static Tally tally(Settings json) {
        return new Tally(
                json.at("looks").orElse(0, Parsers::count), json.at("last").orElse(Instant.EPOCH, Parsers::instant));
    }

    private static Entry entry(Settings json) {
        return new Entry(
                json.at("address").as(text -> Address.parse(text).orElseThrow(), NOWHERE),
                json.at("instance").text(),
                json.at("group").text(),
                json.at("zone").as(text -> text, ""),
                each(json.at("tags"), tag -> tag.as(text -> text, "")));
    }

    private static Counts counts(Settings json) {
        return new Counts(
                json.at("desired").as(Parsers::count, 0),
                json.at("live").as(Parsers::count, 0),
                json.at("pending").as(Parsers::count, 0),
                json.at("terminating").as(Parsers::count, 0),
                json.at("held").as(Parsers::count, 0));
    }

    private static LeftOut leftOut(Settings json) {
        return new LeftOut(
                json.at("instance").text(),
                json.at("group").text(),
                new Reason(
                        json.at("evidence").as(Evidence::valueOf, Evidence.NONE),
                        json.at("why").text()));
    }

    private static Instant instant(Settings json) {
        return json.as(Parsers::instant, Instant.EPOCH);
    }

    private static int version(String text) {
        if (!text.equals(VERSION)) {
            throw new IllegalArgumentException("expected version " + VERSION + ", the only one this function knows");
        }
        return 1;
    }

    private static <T> NavigableMap<String, T> each(Settings json, Function<Settings, T> reader) {
        NavigableMap<String, T> map = new TreeMap<>();
        json.entries().forEach((key, value) -> map.put(key, reader.apply(value)));
        return map;
    }

    private static <T> Map<String, Object> each(NavigableMap<String, T> map, Function<T, Object> writer) {
        Map<String, Object> json = new LinkedHashMap<>();
        map.forEach((key, value) -> json.put(key, writer.apply(value)));
        return json;
    }

    private static Map<String, Object> pair(String key, Object value, String otherKey, Object otherValue) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(key, value);
        json.put(otherKey, otherValue);
        return json;
    }
}
