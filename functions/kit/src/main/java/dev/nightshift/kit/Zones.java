package dev.nightshift.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Time zones by one stated version of IANA's data, carried by this project: the same on the machine that
/// previews, on the one that deploys and in Lambda, whatever their JDKs carry.
///
/// A JDK's own data is as old as the JDK, and nothing says when it is out of date: it goes on with the rules it knows.
/// Where
/// it differs, or lacks the name, the zone that this class gives has an identifier of its own in `java.time`, which
/// [#name] turns into the name that people know.
///
/// The data is good from 1970 to 2099: `zones.txt`, made by `functions/kit/tzdata/update`.
public final class Zones {
    private static final String FILE = "zones.txt";
    private static final String PREFIX = "nightshift-tzdata/";
    private static final String LINK = "=";

    private static final String EXPECTED = "expected a time zone of the IANA database, such as Europe/Berlin";

    // No zone has a number sign in its name.
    private static final String VERSION = "#version";

    /// The years for which the data speaks.
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.ofEpochSecond(4_102_444_800L);

    private static final int YEAR_DIGITS = 4;
    private static final int YEARS_COMPARED = 3;

    private Zones() {}

    /// The version of the data, such as `2026f`.
    public static String version() {
        return field(text(), VERSION);
    }

    /// The zone of an IANA name, a link included.
    ///
    /// @throws IllegalArgumentException for any other text
    public static ZoneId of(String name) {
        String alias = PREFIX + name;
        if (ZoneRulesProvider.getAvailableZoneIds().contains(alias)) {
            return ZoneId.of(alias);
        }
        ZoneRules rules = rules(name);
        if (ZoneRulesProvider.getAvailableZoneIds().contains(name)
                && difference(rules, ZoneId.of(name).getRules(), FIRST, LAST).isEmpty()) {
            return ZoneId.of(name);
        }
        register(alias, rules);
        return ZoneId.of(alias);
    }

    /// What people call the zone.
    public static String name(ZoneId zone) {
        return zone.getId().startsWith(PREFIX) ? zone.getId().substring(PREFIX.length()) : zone.getId();
    }

    /// All names, links included.
    public static List<String> names() {
        return text().lines()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    /// The first instant at which this JDK's own data has another offset for the zone, in the year
    /// of [#version] and the two after it; none where they agree. Where the JDK lacks the name, the
    /// start of the first of these years.
    public static Optional<Instant> differsFromJdk(ZoneId zone) {
        if (!zone.getId().startsWith(PREFIX)) {
            return Optional.empty();
        }
        int year = Integer.parseInt(version(), 0, YEAR_DIGITS, 10);
        Instant from = startOf(year);
        return ZoneRulesProvider.getAvailableZoneIds().contains(name(zone))
                ? difference(zone.getRules(), ZoneId.of(name(zone)).getRules(), from, startOf(year + YEARS_COMPARED))
                : Optional.of(from);
    }

    /// That this JDK has other rules for the zone, for people.
    public static Optional<String> warning(ZoneId zone) {
        return differsFromJdk(zone)
                .map(at -> "%s: the JDK here has other rules than tzdata %s, by which everything is decided, from %s on"
                        .formatted(name(zone), version(), at));
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static synchronized void register(String alias, ZoneRules rules) {
        // Another class loader's copy of this class may have been here: providers are the JDK's.
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(alias)) {
            ZoneRulesProvider.registerProvider(new SingleZone(alias, rules));
        }
    }

    private static Optional<Instant> difference(ZoneRules ours, ZoneRules theirs, Instant from, Instant until) {
        Instant at = from;
        while (at.isBefore(until)) {
            if (!ours.getOffset(at).equals(theirs.getOffset(at))) {
                return Optional.of(at);
            }
            Instant next = next(ours, at);
            Instant other = next(theirs, at);
            at = next.isBefore(other) ? next : other;
        }
        return Optional.empty();
    }

    private static Instant next(ZoneRules rules, Instant at) {
        var change = rules.nextTransition(at);
        return change == null ? Instant.MAX : change.getInstant();
    }

    private static ZoneRules rules(String name) {
        if (name.equals(VERSION)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String text = text();
        String zone = field(text, name);
        return ZoneChanges.parse(zone.startsWith(LINK) ? field(text, zone.substring(LINK.length())) : zone);
    }

    /// What follows the name on its line.
    private static String field(String text, String name) {
        String key = "\n" + name + "\t";
        int start = text.indexOf(key);
        if (start < 0 || name.indexOf('\n') >= 0 || name.indexOf('\t') >= 0) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return text.substring(start + key.length(), text.indexOf('\n', start + 1));
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(Zones.class.getResourceAsStream(FILE), FILE)) {
            return "\n" + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
