package dev.nightshift.kit;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A digest as people get it: an e-mail's subject and plain text, verdict first.
public final class DigestText {
    // SNS: "Subjects must be ASCII text ... less than 100 characters long" (Publish, API reference).
    private static final int SUBJECT_CHARS = 99;
    private static final int WIDEST_PADDED = 40;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    private DigestText() {}

    /// At most 99 characters of printable ASCII.
    public static String subject(Digest digest) {
        String dry = digest.dryRun() ? "[dry run] " : "";
        return Text.ascii(dry + digest.verdict() + " - " + digest.function() + " " + digest.region(), SUBJECT_CHARS);
    }

    /// Plain text; each section shows at most `mostRows` rows and counts the others.
    public static String body(Digest digest, int mostRows) {
        StringBuilder out = new StringBuilder();
        out.append(digest.verdict()).append('\n');
        if (digest.dryRun()) {
            out.append("This was a dry run: nothing was changed.\n");
        }
        out.append('\n')
                .append(digest.function())
                .append(", account ")
                .append(digest.account())
                .append(", ")
                .append(digest.region())
                .append('\n')
                .append(LOCAL.format(digest.at().atZone(digest.zone())))
                .append(' ')
                .append(Zones.name(digest.zone()))
                .append(" (")
                .append(digest.at())
                .append(", tzdata ")
                .append(Zones.version())
                .append(")\n");
        digest.sections().forEach(section -> section(section, mostRows, out));
        return out.toString();
    }

    private static void section(Digest.Section section, int mostRows, StringBuilder out) {
        List<List<String>> rows =
                section.rows().subList(0, Math.min(mostRows, section.rows().size()));
        out.append('\n')
                .append(section.title())
                .append(" (")
                .append(section.rows().size())
                .append(")\n");
        List<Integer> widths = widths(section.columns().size(), rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                line.append(' ').append(row.get(i));
                line.repeat(' ', Math.max(0, widths.get(i) - row.get(i).length()))
                        .append(' ');
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        if (rows.size() < section.rows().size()) {
            out.append("  ... and ").append(section.rows().size() - rows.size()).append(" more\n");
        }
    }

    private static List<Integer> widths(int columns, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int width = 0;
            for (List<String> row : rows) {
                width = Math.max(width, Math.min(WIDEST_PADDED, row.get(i).length()));
            }
            widths.add(width);
        }
        return widths;
    }
}
