package dev.nightshift.kit;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The findings that people were notified of and that still last, by subject. Pure.
///
/// It outlives a run, so that a finding is reported when it begins, at most once a day while it lasts, and once when it
/// is over, not by each of the 96 runs of a day.
///
/// @param standing each finding by its subject: a text that stays the same while the finding lasts
public record Notified(SortedMap<String, Standing> standing) {
    /// Nothing was reported yet.
    public static final Notified NOTHING = new Notified(Collections.emptySortedMap());

    private static final int THERE = 1;
    private static final int VERSION = 1;
    private static final String FINDINGS = "findings";

    /// What one run changes.
    ///
    /// @param next to be kept once people were notified
    /// @param begun the subjects that are new
    /// @param repeated the subjects that last and are due to be reported again
    /// @param ended the subjects that are over, and since when they had lasted
    public record Change(
            Notified next, SortedSet<String> begun, SortedSet<String> repeated, SortedMap<String, Instant> ended) {
        /// Whether there is anything to report.
        public boolean isNews() {
            return !begun.isEmpty() || !repeated.isEmpty() || !ended.isEmpty();
        }

        /// Since when a subject has lasted that still does.
        public Instant since(String subject) {
            return next.standing.getOrDefault(subject, Standing.NONE).since();
        }
    }

    /// Compares what a run found with what people know.
    ///
    /// @param found the subjects that were found
    /// @param looked whether the run looked for a subject: one that it could not look for is not over
    /// @param repeat whether what lasts is due to be reported again
    public Change after(Set<String> found, Predicate<String> looked, boolean repeat, Instant now) {
        SortedSet<String> subjects = new TreeSet<>(standing.keySet());
        subjects.addAll(found);
        Change change = new Change(new Notified(new TreeMap<>()), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        for (String subject : subjects) {
            Standing before = standing.getOrDefault(subject, Standing.NONE);
            int level = found.contains(subject) ? THERE : 0;
            Standing.Step step = before.after(
                    new Standing.Seen(level, Collections.emptySortedSet(), looked.test(subject)), repeat, 1, now);
            switch (step.news()) {
                case NONE -> {}
                case BEGINS, WORSENS -> change.begun.add(subject);
                case LASTS -> change.repeated.add(subject);
                case ENDS -> change.ended.put(subject, before.since());
            }
            if (step.standing().level() > 0) {
                change.next.standing.put(subject, step.standing());
            }
        }
        return change;
    }

    /// When people were last notified of any of them; long ago when there is none.
    public Instant lastNotified() {
        return standing.values().stream()
                .map(Standing::notifiedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /// The findings as if people had been notified of these.
    public static Notified of(Set<String> subjects, Instant now) {
        return NOTHING.after(subjects, subject -> true, false, now).next();
    }

    /// The text of an object that holds nothing else: `{"v": 1, "findings": {...}}`.
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put(FINDINGS, tree());
        return Json.write(root);
    }

    /// Reads what [#json] wrote.
    ///
    /// @param source names the object in an error
    /// @throws SettingsException for an unknown version, and for damage
    public static Notified parse(String source, String json) {
        return Settings.read(source, Json.parse(source, json), root -> {
            int version = root.at("v").as(Parsers::count, VERSION);
            if (version != VERSION) {
                root.at("v").problem("expected version " + VERSION + ", the only one that this code knows");
            }
            return from(root.at(FINDINGS));
        });
    }

    /// As JSON keeps it: `{SUBJECT: {"since": INSTANT, "notifiedAt": INSTANT}}`.
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        standing.forEach((subject, one) -> {
            Map<String, Object> times = new LinkedHashMap<>();
            times.put("since", one.since().toString());
            times.put("notifiedAt", one.notifiedAt().toString());
            tree.put(subject, times);
        });
        return tree;
    }

    /// Reads what [#tree] wrote.
    public static Notified from(Settings settings) {
        SortedMap<String, Standing> standing = new TreeMap<>();
        settings.entries()
                .forEach((subject, times) -> standing.put(
                        subject,
                        of(
                                times.at("since").as(Parsers::instant, Instant.EPOCH),
                                times.at("notifiedAt").as(Parsers::instant, Instant.EPOCH))));
        return new Notified(standing);
    }

    /// A finding that was reported.
    public static Standing of(Instant since, Instant notifiedAt) {
        return new Standing(THERE, Collections.emptySortedSet(), 0, since, notifiedAt);
    }
}
