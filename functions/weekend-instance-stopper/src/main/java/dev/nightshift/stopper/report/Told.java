package dev.nightshift.stopper.report;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What people were last notified of. It outlives a run.
///
/// ```
/// {"v":2, "problems":{SUBJECT:{"since","notifiedAt"}}, "daily":{...}, "notes":{...}, "intents", "dailyAt",
/// "noticedUntil"}
/// ```
///
/// Version 1 had a fingerprint of all subjects in the place of `problems` and of `daily`.
///
/// @param problems problems and faults
/// @param daily what the daily check found
/// @param notes what is told once
/// @param intents the fingerprint of what a dry run would do
/// @param dailyAt when the daily check was last made
/// @param noticedUntil up to when beginning windows were announced
public record Told(Known problems, Known daily, Notified notes, String intents, Instant dailyAt, Instant noticedUntil) {
    /// Nobody was notified of anything yet.
    public static final Told NOTHING =
            new Told(Known.NOTHING, Known.NOTHING, Notified.NOTHING, "", Instant.EPOCH, Instant.EPOCH);

    private static final int VERSION = 2;

    /// Findings that people know, or the fingerprint of them that version 1 kept.
    ///
    /// @param fingerprint empty unless version 1 wrote it
    public record Known(Notified subjects, String fingerprint) {
        public static final Known NOTHING = new Known(Notified.NOTHING, "");

        static Known of(Notified subjects) {
            return new Known(subjects, "");
        }

        private static Known from(Settings settings) {
            return settings.isScalar()
                    ? new Known(Notified.NOTHING, settings.as(text -> text, ""))
                    : Known.of(Notified.from(settings));
        }

        private Object tree() {
            return fingerprint.isEmpty() ? subjects.tree() : fingerprint;
        }

        /// Whether people know of other findings than these, and nobody can say of which.
        boolean isOtherThan(SortedSet<String> lines) {
            return !fingerprint.isEmpty() && !fingerprint.equals(Told.fingerprint(lines));
        }

        /// What people know, by subject.
        ///
        /// @param lines what version 1 would have found in this run
        /// @param more what only this version counts
        Notified before(SortedSet<String> lines, Set<String> more, Instant since) {
            if (fingerprint.isEmpty() || isOtherThan(lines)) {
                return subjects;
            }
            SortedSet<String> all = new TreeSet<>(lines);
            all.addAll(more);
            return Notified.of(all, since);
        }
    }

    /// As it is stored.
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("problems", problems.tree());
        root.put("daily", daily.tree());
        root.put("notes", notes.tree());
        root.put("intents", intents);
        root.put("dailyAt", dailyAt.toString());
        root.put("noticedUntil", noticedUntil.toString());
        return Json.write(root);
    }

    /// Reads what was reported before from the stored object.
    ///
    /// @param source names the object in an error
    /// @throws dev.nightshift.kit.SettingsException for an unknown version, and for damage
    public static Told parse(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            root.at("v").as(Told::version, VERSION);
            return new Told(
                    Known.from(root.at("problems")),
                    Known.from(root.at("daily")),
                    Notified.from(root.at("notes")),
                    root.at("intents").as(text -> text, ""),
                    root.at("dailyAt").as(Parsers::instant, Instant.EPOCH),
                    root.at("noticedUntil").as(Parsers::instant, Instant.EPOCH));
        });
    }

    /// Empty for the empty set.
    static String fingerprint(SortedSet<String> lines) {
        return lines.isEmpty() ? "" : Sha256.hex(String.join("\n", lines));
    }

    private static int version(String text) {
        if (!text.equals("1") && !text.equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException("expected 1 or " + VERSION + ", the versions that this code knows");
        }
        return VERSION;
    }
}
