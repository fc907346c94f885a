package dev.nightshift.stopper;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What people were last told, as fingerprints of sets: it outlives a run, so that standing findings are told when they
/// begin and once a day, not by all of the 248 runs of a weekend.
///
/// @param problems of (instance, problem)
/// @param daily of what the look of once a day found
/// @param intents of what a dry run would do
/// @param dailyAt when the look of once a day was last taken
/// @param noticedUntil up to when beginning windows were told before
record Told(String problems, String daily, String intents, Instant dailyAt, Instant noticedUntil) {
    /// Nobody was told anything yet.
    static final Told NOTHING = new Told("", "", "", Instant.EPOCH, Instant.EPOCH);

    private static final int VERSION = 1;

    /// As it is kept.
    String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("problems", problems);
        root.put("daily", daily);
        root.put("intents", intents);
        root.put("dailyAt", dailyAt.toString());
        root.put("noticedUntil", noticedUntil.toString());
        return Json.write(root);
    }

    /// @param source names the place in an error
    /// @throws dev.nightshift.kit.SettingsException for what another version wrote, or nobody
    static Told parse(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            root.at("v").as(Told::version, VERSION);
            return new Told(
                    root.at("problems").as(text -> text, ""),
                    root.at("daily").as(text -> text, ""),
                    root.at("intents").as(text -> text, ""),
                    root.at("dailyAt").as(Parsers::instant, Instant.EPOCH),
                    root.at("noticedUntil").as(Parsers::instant, Instant.EPOCH));
        });
    }

    private static int version(String text) {
        if (!text.equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException("expected " + VERSION + ", the one version that this code knows");
        }
        return VERSION;
    }
}
