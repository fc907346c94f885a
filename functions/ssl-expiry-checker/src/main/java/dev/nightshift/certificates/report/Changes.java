package dev.nightshift.certificates.report;

import dev.nightshift.certificates.state.News;
import dev.nightshift.certificates.state.Served;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What endpoints serve now in comparison with earlier runs. Each change is told once, when it is certain. Pure.
///
/// @param served what is to be remembered, by endpoint
/// @param news what is to be told now
public record Changes(SortedMap<String, Served> served, List<News> news) {
    /// What no run has seen for so long is forgotten.
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    /// So long the reports of later runs name a change too.
    private static final Duration NOTED = Duration.ofDays(7);

    public static Changes of(SortedMap<String, Served> before, List<Verdict> verdicts, Instant now) {
        SortedMap<String, Served> served = new TreeMap<>(before);
        List<News> news = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            String key = verdict.target().label();
            List<Leaf> seen = verdict.certificates();
            Served.Next next = before.getOrDefault(key, Served.NOTHING).after(seen, now);
            if (!next.served().current().isEmpty()) {
                served.put(key, next.served());
            }
            if (!next.changes().isEmpty()) {
                Leaf leaf = seen.getFirst();
                news.add(new News(
                        Tier.WARN, key, leaf.sha256(), leaf.subject(), verdict.expiry(), Served.text(next.changes())));
            }
        }
        served.values().removeIf(one -> one.at().isBefore(now.minus(FORGOTTEN)));
        return new Changes(served, news);
    }

    /// What people were told of in the last days, for the report.
    public List<String> notes(Instant now) {
        List<String> notes = new ArrayList<>();
        served.forEach((key, one) -> one.told()
                .filter(told -> told.at().isAfter(now.minus(NOTED)))
                .ifPresent(told -> notes.add("Warning: " + key + ": since " + told.at() + ": " + told.text())));
        return notes;
    }
}
