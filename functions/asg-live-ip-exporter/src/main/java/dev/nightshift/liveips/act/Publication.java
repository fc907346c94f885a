package dev.nightshift.liveips.act;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Notified.Change;
import dev.nightshift.kit.Standing;
import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.liveips.plan.Removal;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One look at an output that was carried out: what it held before, what it should hold, and what became of that.
///
/// @param complete whether the look saw everything: else a finding that is missing is not over
/// @param observedAt when the look began
/// @param added lines that are new to people
/// @param generation the list's: that of its JSON, whatever form it is published in
public record Publication(
        Output output,
        Occasion occasion,
        Manifest last,
        Decision decision,
        List<Delivery> deliveries,
        boolean complete,
        Instant observedAt,
        List<Entry> added,
        String generation) {

    static Publication of(
            Output output,
            Occasion occasion,
            Manifest last,
            Decision decision,
            List<Delivery> deliveries,
            boolean complete,
            Instant observedAt) {
        return new Publication(
                output,
                occasion,
                last,
                decision,
                deliveries,
                complete,
                observedAt,
                isTaken(deliveries) ? added(decision, last) : List.of(),
                Generation.of(Form.of(Format.JSON).body(output.name(), decision.list())));
    }

    private static List<Entry> added(Decision decision, Manifest last) {
        if (decision.list().equals(last.entries())) {
            return List.of();
        }
        Set<Entry> before = last.entries().stream().map(Entry::untagged).collect(Collectors.toSet());
        return decision.list().stream()
                .filter(entry -> !before.contains(entry.untagged()))
                .toList();
    }

    /// Lines that are gone, and why.
    public List<Removal> removed() {
        return isTaken() ? decision.removals() : List.of();
    }

    /// Whether some destination holds something else than what was recorded of it, or the list
    /// itself has changed.
    boolean isChanged() {
        return !added.isEmpty()
                || !removed().isEmpty()
                || deliveries.stream()
                        .anyMatch(one -> one.isCurrent()
                                && !one.copy()
                                        .generation()
                                        .equals(last.copy(one.destination()).generation()));
    }

    /// What a person should know, whatever the list is.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(decision.findings());
        deliveries.forEach(delivery -> delivery.trouble().ifPresent(findings::add));
        return findings;
    }

    /// What is new, due to be reported again, or over, of the findings.
    public Change change() {
        SortedMap<String, Standing> known = new TreeMap<>();
        last.findings().forEach((subject, one) -> known.put(subject, Notified.of(one.since(), last.toldAt())));
        Set<String> destinations =
                deliveries.stream().map(one -> one.destination().toString()).collect(Collectors.toSet());
        return new Notified(known)
                .after(
                        findings().stream().map(Finding::subject).collect(Collectors.toSet()),
                        subject -> complete || destinations.contains(subject),
                        occasion.isDigestDue(last.toldAt()),
                        occasion.now());
    }

    /// Changes at once; what lasts when it begins, once a day, and when it is over. A dry run once a day.
    boolean isNews() {
        List<Finding> findings = findings();
        if (occasion.dryRun()) {
            return occasion.isDigestRun() && (isChanged() || !findings.isEmpty());
        }
        return isChanged() || change().isNews();
    }

    /// What the next run has to know.
    public Manifest manifest() {
        String next = isTaken() ? generation : last.generation();
        boolean isNew = !next.equals(last.generation());
        return new Manifest(
                next,
                isNew ? last.generation() : last.previous(),
                isNew ? observedAt : last.firstSeenAt(),
                observedAt,
                isTaken() ? decision.list() : last.entries(),
                copies(),
                decision.groups(),
                decision.leftOut(),
                decision.doubts(),
                standing(),
                isNews() && !findings().isEmpty() ? occasion.now() : last.toldAt());
    }

    // A list that no destination has taken is published nowhere: its removals need their reasons
    // again.
    private boolean isTaken() {
        return isTaken(deliveries);
    }

    private static boolean isTaken(List<Delivery> deliveries) {
        return deliveries.stream().anyMatch(Delivery::isCurrent);
    }

    private NavigableMap<String, Copy> copies() {
        NavigableMap<String, Copy> copies = new TreeMap<>();
        deliveries.forEach(delivery -> copies.put(delivery.destination().toString(), delivery.copy()));
        return copies;
    }

    private NavigableMap<String, Manifest.Standing> standing() {
        Map<String, String> reasons = new HashMap<>();
        last.findings().forEach((subject, one) -> reasons.put(subject, one.why()));
        findings().forEach(finding -> reasons.put(finding.subject(), finding.why()));
        NavigableMap<String, Manifest.Standing> standing = new TreeMap<>();
        change().next()
                .standing()
                .forEach((subject, one) ->
                        standing.put(subject, new Manifest.Standing(reasons.getOrDefault(subject, ""), one.since())));
        return standing;
    }
}
