package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");

    /// Joda-Time compiles IANA's sources by itself and carries what it made of them.
    @Test
    void everyZoneHasTheOffsetsOfASecondReaderOfTheSameVersion() throws IOException {
        assumeTrue(jodasVersion().startsWith(Zones.version()), "another version: " + jodasVersion());
        List<String> names = new ArrayList<>(Zones.names());
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            if (DateTimeZone.getAvailableIDs().contains(name)) {
                assertThat(changes(Zones.of(name))).as(name).isEqualTo(changes(DateTimeZone.forID(name)));
            } else {
                unknown.add(name);
            }
        }
        assertThat(names).hasSizeGreaterThan(590);
        assertThat(unknown).hasSizeLessThan(5);
    }

    @ParameterizedTest
    @CsvSource({
        // British Columbia keeps summer time from 2026 on.
        "America/Vancouver, 2026-12-05T01:00:00Z, -07:00",
        "America/Vancouver, 2026-01-05T01:00:00Z, -08:00",
        "Europe/Berlin, 2026-12-05T01:00:00Z, +01:00",
        "Asia/Gaza, 2050-08-01T00:00:00Z, +03:00",
        "America/Nuuk, 2050-07-01T00:00:00Z, -01:00",
        "EST, 2026-07-05T01:00:00Z, -05:00",
        "MST, 2026-07-05T01:00:00Z, -07:00",
        "HST, 2026-07-05T01:00:00Z, -10:00",
        "ROC, 2026-07-05T01:00:00Z, +08:00",
        "GMT+0, 2026-07-05T01:00:00Z, Z",
        "GMT-0, 2026-07-05T01:00:00Z, Z",
        "UTC, 2026-07-05T01:00:00Z, Z",
    })
    void aZoneHasTheOffsetOfTheCarriedDataAndTheNameOfThePerson(String name, Instant at, String offset) {
        ZoneId zone = Parsers.zone(name);

        assertThat(zone.getRules().getOffset(at)).hasToString(offset);
        assertThat(Zones.name(zone)).isEqualTo(name);
        assertThat(Parsers.zone(name)).isEqualTo(zone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Mars/Olympus", "", "europe/berlin", "Europe/Berlin\t", "#version", "GMT+1", "Factory", "+01:00"
            })
    void otherTextIsRefused(String name) {
        assertThatThrownBy(() -> Parsers.zone(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a time zone of the IANA database, such as Europe/Berlin");
    }

    @Test
    void aZoneThatTheJdkHasOtherwiseSaysFromWhenOn() {
        // A zone that no JDK has differs at once.
        assertThat(Zones.warning(Zones.of("GMT+0")))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("GMT+0: the JDK here has other rules than tzdata " + Zones.version())
                        .endsWith(Zones.version().substring(0, 4) + "-01-01T00:00:00Z on"));
        assertThat(Zones.warning(Zones.of("UTC"))).isEmpty();
    }

    private static List<String> changes(ZoneId zone) {
        List<String> changes =
                new ArrayList<>(List.of("" + zone.getRules().getOffset(FIRST).getTotalSeconds()));
        ZoneOffsetTransition next = zone.getRules().nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST)) {
            changes.add(next.getInstant() + " " + next.getOffsetAfter().getTotalSeconds());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    private static List<String> changes(DateTimeZone zone) {
        int offset = zone.getOffset(FIRST.toEpochMilli());
        List<String> changes = new ArrayList<>(List.of("" + offset / 1_000));
        long at = FIRST.toEpochMilli();
        for (long next = zone.nextTransition(at);
                next != at && next < LAST.toEpochMilli();
                next = zone.nextTransition(at)) {
            if (zone.getOffset(next) != offset) {
                offset = zone.getOffset(next);
                // A change at 24:00 comes a millisecond early.
                changes.add(Instant.ofEpochSecond((next + 1) / 1_000) + " " + offset / 1_000);
            }
            at = next;
        }
        return changes;
    }

    private static String jodasVersion() throws IOException {
        String jar = DateTimeZone.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        try (InputStream in =
                URI.create("jar:" + jar + "!/META-INF/MANIFEST.MF").toURL().openStream()) {
            return String.valueOf(new Manifest(in).getMainAttributes().getValue("Time-Zone-Database-Version"));
        }
    }
}
