package dev.nightshift.site;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.Watch;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One installation of Nightshift in an account and region: what its site file says.
///
/// @param name names the stack, the functions and the queues
/// @param logRetentionDays how long each function's log is kept
/// @param functions those that the site has, by the names of their entries, sorted
public record Site(
        String name, Recipients recipients, int logRetentionDays, SortedMap<String, FunctionSite> functions) {
    /// Reads what the site file says about one function.
    private interface Reader {
        /// @param entry its name there
        /// @param keys the same place as a tree
        FunctionSite read(String entry, Settings place, Map<String, Object> keys);
    }

    private static final SortedMap<String, Reader> READERS = new TreeMap<>(Map.of(
            LiveIpsSite.NAME, (entry, place, keys) -> LiveIpsSite.from(place, keys),
            RotatorSite.NAME, (entry, place, keys) -> RotatorSite.from(place, keys),
            CheckerSite.NAME, CheckerSite::from,
            StopperSite.NAME, (entry, place, keys) -> StopperSite.from(place, keys)));

    // CreateFunction, AWS Lambda API reference.
    private static final int LONGEST_NAME = 64;

    // What PutRetentionPolicy takes: CloudWatch Logs API reference, PutRetentionPolicy.
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /// Reads a site file.
    ///
    /// @throws SettingsException with every problem in it
    public static Site read(Path file) {
        Object tree = HandedDown.in(SiteFile.read(file), READERS.keySet());
        return Settings.read(file.toString(), tree, settings -> from(settings, tree));
    }

    private static Site from(Settings settings, Object tree) {
        String name = settings.at("site").as(Site::name, "");
        settings.at(HandedDown.ZONE).as(Parsers::zone, ZoneOffset.UTC);
        Watch.from(settings.at(Watch.KEY));
        Recipients recipients = Recipients.from(settings.at("notify"));
        int days = settings.at("logs").at("retainDays").orElse(90, Site::retentionDays);
        SortedMap<String, FunctionSite> functions = new TreeMap<>();
        Map<String, Object> trees = HandedDown.keys(HandedDown.keys(tree).get(HandedDown.FUNCTIONS));
        SortedSet<String> entries = new TreeSet<>(READERS.keySet());
        entries.addAll(vantages(trees));
        for (String entry : entries) {
            Settings place = settings.at(HandedDown.FUNCTIONS).at(entry);
            if (place.present()) {
                Reader reader =
                        Objects.requireNonNull(READERS.get(Entry.of(entry).function()));
                functions.put(entry, reader.read(entry, place, HandedDown.keys(trees.get(entry))));
                if (HandedDown.physicalName(name, entry).length() > LONGEST_NAME) {
                    place.problem("expected a shorter name: with the site's before it, it has more than " + LONGEST_NAME
                            + " characters");
                }
            }
        }
        return new Site(name, recipients, days, functions);
    }

    /// The same function may look from several places; the others act, and are there once.
    private static List<String> vantages(Map<String, Object> trees) {
        return trees.keySet().stream()
                .filter(entry -> entry.startsWith(CheckerSite.NAME + Entry.AT))
                .toList();
    }

    // Room for the longest function name within Lambda's limit.
    private static String name(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,27}")) {
            throw new IllegalArgumentException(
                    "expected 1 to 28 lower-case letters, digits and hyphens, the first a letter");
        }
        return text;
    }

    private static int retentionDays(String text) {
        int days = Parsers.count(text);
        if (!RETENTION_DAYS.contains(days)) {
            throw new IllegalArgumentException("expected one of " + RETENTION_DAYS);
        }
        return days;
    }
}
