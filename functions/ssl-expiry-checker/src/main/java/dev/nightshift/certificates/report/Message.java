package dev.nightshift.certificates.report;

import dev.nightshift.certificates.state.News;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Writes news down for people, the most urgent first.
public final class Message {
    private static final List<String> COLUMNS = List.of("certificate", "ends", "where", "why");
    private static final int MOST_NAMED = 4;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final List<Tier> ORDER = List.of(Tier.EXPIRED, Tier.CRIT, Tier.WARN, Tier.NOTICE, Tier.OK);

    private Message() {}

    public static Digest digest(FunctionArn self, Instant at, ZoneId zone, boolean dryRun, List<News> news) {
        List<Item> items = Item.of(news);
        List<Section> sections = new ArrayList<>();
        StringJoiner verdict = new StringJoiner(", ");
        verdict.setEmptyValue("nothing new");
        for (Tier tier : ORDER) {
            List<List<String>> rows = items.stream()
                    .filter(item -> item.tier() == tier)
                    .map(item -> row(item, zone))
                    .toList();
            if (!rows.isEmpty()) {
                sections.add(new Section(title(tier), COLUMNS, rows));
                verdict.add(rows.size() + " " + word(tier));
            }
        }
        return new Digest(
                self.function(),
                self.account(),
                self.region(),
                at,
                zone,
                dryRun,
                severity(news),
                verdict.toString(),
                sections);
    }

    private static List<String> row(Item item, ZoneId zone) {
        return List.of(
                item.name(), item.expiry().map(expiry -> ends(expiry, zone)).orElse(""), where(item), item.why());
    }

    private static String ends(Expiry expiry, ZoneId zone) {
        long days = expiry.daysRemaining();
        String left = days < 0 ? -days + " d over" : days + " d left";
        return left + ", " + DATE.format(expiry.notAfter().atZone(zone));
    }

    private static String where(Item item) {
        List<String> keys = item.keys();
        String named = String.join(", ", keys.subList(0, Math.min(MOST_NAMED, keys.size())));
        return keys.size() <= MOST_NAMED ? named : keys.size() + " endpoints: " + named + ", ...";
    }

    private static Digest.Severity severity(List<News> news) {
        Tier worst =
                news.stream().map(News::tier).max(Comparator.naturalOrder()).orElse(Tier.OK);
        return switch (worst) {
            case OK -> Digest.Severity.INFO;
            case NOTICE, WARN -> Digest.Severity.WARNING;
            case CRIT, EXPIRED -> Digest.Severity.CRITICAL;
        };
    }

    private static String title(Tier tier) {
        return switch (tier) {
            case EXPIRED -> "Expired";
            case CRIT -> "Critical";
            case WARN -> "Warning";
            case NOTICE -> "Notice";
            case OK -> "Resolved";
        };
    }

    private static String word(Tier tier) {
        return tier == Tier.OK ? "resolved" : title(tier).toLowerCase(Locale.ROOT);
    }
}
