package dev.nightshift.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A digest as programs get it.
public final class DigestJson {
    /// The schema's version, `"v"` in each document; it changes when a reader would have to.
    public static final int VERSION = 1;

    private static final int CARD_ROWS = 10;

    private DigestJson() {}

    /// JSON with the schema's version; each section shows at most `mostRows` rows and `more` counts the others.
    public static String machine(Digest digest, int mostRows) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("function", digest.function());
        root.put("account", digest.account());
        root.put("region", digest.region());
        root.put("at", digest.at().toString());
        root.put("zone", Zones.name(digest.zone()));
        root.put("tzdata", Zones.version());
        root.put("dryRun", digest.dryRun());
        root.put("severity", digest.severity().name().toLowerCase(Locale.ROOT));
        root.put("verdict", digest.verdict());
        root.put(
                "sections",
                digest.sections().stream()
                        .map(section -> section(section, mostRows))
                        .toList());
        return Json.write(root);
    }

    /// What a run that came too late says instead of a digest: `{"v":1,"staleBy":"PT48H"}`.
    public static String stale(Duration by) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("staleBy", by.toString());
        return Json.write(root);
    }

    /// A custom notification for Amazon Q Developer in chat applications (Slack, Teams), version 1.0.
    ///
    /// Source: *Custom notifications*, Amazon Q Developer in chat applications administrator guide.
    public static String chatCard(Digest digest) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("textType", "client-markdown");
        content.put("title", DigestText.subject(digest));
        content.put("description", "```\n" + fenced(DigestText.body(digest, CARD_ROWS)) + "```");
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("version", "1.0");
        card.put("source", "custom");
        card.put("content", content);
        return Json.write(card);
    }

    // Inside a code fence only its end, mentions and links (`<!channel>`, `<https:…>`) still act.
    private static String fenced(String text) {
        return text.replace('`', '\'').replace('<', '(').replace('>', ')').replace('&', '+');
    }

    private static Map<String, Object> section(Digest.Section section, int mostRows) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> cells :
                section.rows().subList(0, Math.min(mostRows, section.rows().size()))) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(section.columns().get(i), cells.get(i));
            }
            rows.add(row);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", section.title());
        json.put("rows", rows);
        json.put("more", section.rows().size() - rows.size());
        return json;
    }
}
