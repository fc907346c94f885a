package dev.nightshift.site;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.Watch;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One installation of Nightshift in an account and region: what its site file says.
///
/// @param name names the stack, the functions and the queues
/// @param zone of people, and of schedules that name none
/// @param logRetentionDays how long each function's log is kept
/// @param functions those that the site has, by the names of their entries, sorted
public record Site(
        String name,
        ZoneId zone,
        Recipients recipients,
        int logRetentionDays,
        SortedMap<String, FunctionSite> functions) {
    // CreateFunction, AWS Lambda API reference.
    private static final int LONGEST_NAME = 64;

    // What PutRetentionPolicy takes: CloudWatch Logs API reference, PutRetentionPolicy.
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /// Reads a site file.
    ///
    /// @throws SettingsException with every problem in it
    public static Site read(Path file) {
        Object tree = HandedDown.in(SiteFile.read(file));
        return Settings.read(file.toString(), tree, settings -> from(settings, tree));
    }

    /// The name of the parameter of Parameter Store that holds the name of the site's bucket.
    public String bucketParameter() {
        return "/nightshift/" + name + "/bucket";
    }

    /// Its own zone, and those of its functions.
    public Set<ZoneId> zones() {
        Set<ZoneId> zones = new LinkedHashSet<>(Set.of(zone));
        functions.values().forEach(function -> zones.addAll(function.zones()));
        return zones;
    }

    private static Site from(Settings settings, Object tree) {
        String name = settings.at("site").as(Site::name, "");
        ZoneId zone = settings.at(HandedDown.ZONE).as(Parsers::zone, ZoneOffset.UTC);
        Watch.from(settings.at(Watch.KEY));
        Recipients recipients = Recipients.from(settings.at("notify"));
        int days = settings.at("logs").at("retainDays").orElse(90, Site::retentionDays);
        SortedMap<String, FunctionSite> functions = new TreeMap<>();
        Map<String, Object> trees = HandedDown.keys(HandedDown.keys(tree).get(HandedDown.FUNCTIONS));
        for (FunctionSite.Kind kind : FunctionSite.Kind.values()) {
            for (String entry : entries(kind, trees)) {
                Settings place = settings.at(HandedDown.FUNCTIONS).at(entry);
                if (place.present()) {
                    functions.put(entry, kind.read(entry, place, HandedDown.keys(trees.get(entry))));
                    checkLength(HandedDown.physicalName(name, entry), place);
                }
            }
        }
        return new Site(name, zone, recipients, days, functions);
    }

    private static SortedSet<String> entries(FunctionSite.Kind kind, Map<String, Object> trees) {
        SortedSet<String> entries = new TreeSet<>(List.of(kind.functionName()));
        if (kind.hasVantages()) {
            entries.addAll(trees.keySet().stream()
                    .filter(entry -> entry.startsWith(kind.functionName() + Entry.AT))
                    .toList());
        }
        return entries;
    }

    private static void checkLength(String physicalName, Settings place) {
        if (physicalName.length() > LONGEST_NAME) {
            place.problem("expected a shorter name: with the site's before it, it has more than " + LONGEST_NAME
                    + " characters");
        }
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
