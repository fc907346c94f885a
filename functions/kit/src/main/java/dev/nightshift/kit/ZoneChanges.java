package dev.nightshift.kit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Reads a zone's line of `zones.txt`; `CompileZones.java`, which writes it, says what it is made of.
final class ZoneChanges {
    private static final int BASE = 36;

    private ZoneChanges() {}

    /// The rules of `offsets TAB changes`. They tell offsets, and not which of them are summer time.
    static ZoneRules parse(String line) {
        String[] parts = line.split("\t", -1);
        List<ZoneOffset> offsets = new ArrayList<>();
        for (String seconds : parts[0].split(",", -1)) {
            offsets.add(ZoneOffset.ofTotalSeconds(Integer.parseInt(seconds)));
        }
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffset before = offsets.getFirst();
        long at = 0;
        for (String change : parts[1].isEmpty() ? new String[0] : parts[1].split(" ", -1)) {
            at += Long.parseLong(change, 1, change.length(), BASE);
            ZoneOffset after = offsets.get(Character.digit(change.charAt(0), BASE));
            LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(at), before);
            changes.add(ZoneOffsetTransition.of(local, before, after));
            before = after;
        }
        return ZoneRules.of(offsets.getFirst(), offsets.getFirst(), List.of(), changes, List.of());
    }
}
