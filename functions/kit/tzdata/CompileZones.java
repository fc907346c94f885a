import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Turns the files that `zic -b slim` writes (RFC 9636) into one text file: for each zone, how it is offset from UTC from
/// 1970 to the end of 2099. See `update` beside it.
///
/// A line is `name TAB offsets TAB changes`, or `name TAB =other name` for a zone that is the same as another. The first
/// offset is that of 1970. A change is the index of its offset, one digit of base 36, and the seconds since the change
/// before it, or since 1970, in base 36.
final class CompileZones {
    private static final long FIRST = 0;
    private static final int AFTER_LAST_YEAR = 2100;
    private static final long END =
            LocalDate.of(AFTER_LAST_YEAR, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

    // PST8PDT,M3.2.0,M11.1.0/1:30, with names in angle brackets where they are not letters.
    private static final String NAME = "(?:[A-Za-z]{3,}|<[^>]+>)";
    private static final String TIME = "([+-]?\\d+(?::\\d+){0,2})";
    private static final String DATE = "M(\\d+)\\.(\\d)\\.(\\d)(?:/" + TIME + ")?";
    private static final Pattern FOOTER =
            Pattern.compile(NAME + TIME + "(?:" + NAME + TIME + "?," + DATE + "," + DATE + ")?");

    record Change(long at, int offset) {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        Map<String, String> zones = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zones.put(folder.relativize(file).toString().replace('\\', '/'), zone(file));
            }
        }
        zones.remove("Factory");
        StringBuilder out = new StringBuilder("#version\t" + args[0] + "\n");
        Map<String, String> first = new HashMap<>();
        zones.forEach((name, line) -> {
            String same = first.putIfAbsent(line, name);
            out.append(name).append('\t').append(same == null ? line : "=" + same).append('\n');
        });
        Files.writeString(Path.of(args[2]), out);
        System.out.println(zones.size() + " zones of version " + args[0]);
    }

    private static String zone(Path file) throws IOException {
        List<Change> changes = read(file);
        int before = 0;
        List<Change> kept = new ArrayList<>();
        for (Change change : changes) {
            if (change.at <= FIRST) {
                before = change.offset;
            } else if (change.at < END && change.offset != (kept.isEmpty() ? before : kept.getLast().offset)) {
                kept.add(change);
            }
        }
        List<Integer> offsets = new ArrayList<>(List.of(before));
        StringBuilder line = new StringBuilder();
        long last = FIRST;
        for (Change change : kept) {
            if (!offsets.contains(change.offset)) {
                offsets.add(change.offset);
            }
            line.append(line.isEmpty() ? "" : " ")
                    .append(Integer.toString(offsets.indexOf(change.offset), 36))
                    .append(Long.toString(change.at - last, 36));
            last = change.at;
        }
        return String.join(",", offsets.stream().map(String::valueOf).toList()) + "\t" + line;
    }

    /// Every change, the first being the offset before all others.
    private static List<Change> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            int[] v1 = header(in);
            in.skipNBytes(v1[3] * 5L + v1[4] * 6L + v1[5] + v1[2] * 8L + v1[1] + v1[0]);
            int[] count = header(in);
            long[] at = new long[count[3]];
            for (int i = 0; i < at.length; i++) {
                at[i] = in.readLong();
            }
            byte[] type = in.readNBytes(count[3]);
            int[] offset = new int[count[4]];
            for (int i = 0; i < offset.length; i++) {
                offset[i] = in.readInt();
                in.skipNBytes(2);
            }
            in.skipNBytes(count[5] + count[2] * 12L + count[1] + count[0]);
            List<Change> changes = new ArrayList<>(List.of(new Change(Long.MIN_VALUE, offset[0])));
            for (int i = 0; i < at.length; i++) {
                changes.add(new Change(at[i], offset[type[i]]));
            }
            String footer = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            long last = changes.getLast().at;
            footer(file, footer).stream().filter(change -> change.at > last).forEach(changes::add);
            return changes;
        }
    }

    /// isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt.
    private static int[] header(DataInputStream in) throws IOException {
        if (!new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("TZif") || in.readByte() < '2') {
            throw new IOException("expected TZif of version 2 or later");
        }
        in.skipNBytes(15);
        int[] counts = new int[6];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
        }
        return counts;
    }

    private static List<Change> footer(Path file, String footer) {
        Matcher match = FOOTER.matcher(footer);
        if (!match.matches()) {
            throw new IllegalArgumentException(file + ": cannot read the rule \"" + footer + "\"");
        }
        List<Change> changes = new ArrayList<>();
        int standard = -seconds(match.group(1), 0);
        int summer = match.group(2) == null ? standard + 3600 : -seconds(match.group(2), 0);
        for (int year = 1970; match.group(3) != null && year < AFTER_LAST_YEAR; year++) {
            changes.add(new Change(at(match, 3, year, standard), summer));
            changes.add(new Change(at(match, 7, year, summer), standard));
        }
        changes.sort((a, b) -> Long.compare(a.at, b.at));
        return changes;
    }

    private static long at(Matcher match, int group, int year, int offset) {
        int week = Integer.parseInt(match.group(group + 1));
        int day = Integer.parseInt(match.group(group + 2));
        DayOfWeek weekday = day == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day);
        LocalDate date = LocalDate.of(year, Integer.parseInt(match.group(group)), 1)
                .with(week == 5 ? TemporalAdjusters.lastInMonth(weekday) : TemporalAdjusters.dayOfWeekInMonth(week, weekday));
        LocalDateTime local = date.atStartOfDay().plusSeconds(seconds(match.group(group + 3), 2 * 3600));
        return local.toEpochSecond(ZoneOffset.ofTotalSeconds(offset));
    }

    private static int seconds(String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        String[] parts = text.replaceFirst("^[+-]", "").split(":");
        int seconds = 0;
        for (int i = 0; i < 3; i++) {
            seconds = seconds * 60 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
        }
        return text.startsWith("-") ? -seconds : seconds;
    }
}
