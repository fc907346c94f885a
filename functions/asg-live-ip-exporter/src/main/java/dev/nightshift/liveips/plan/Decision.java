package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Counts;
import dev.nightshift.liveips.manifest.Doubts;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Finding.Kind;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Verdict;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import dev.nightshift.liveips.model.Verdict.Live;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a list should be after one look, purely and totally: every published line is live, removed for a reason, or
/// kept for want of one; every server of the groups is listed or left out for a reason.
///
/// @param list sorted; the lines that a guard holds back from removal are in it
/// @param held the lines of it that were not seen to be live
/// @param withheld whether not even this list is to be written: the first one ever, empty without being meant to be
/// @param removals lines that were published and are not in the list
/// @param findings what a person should know of while it lasts
/// @param doubts what the guard does not believe yet
/// @param blind whether groups, or all of their servers, could not be read
public record Decision(
        List<Entry> list,
        List<Entry> held,
        boolean withheld,
        List<Removal> removals,
        List<LeftOut> leftOut,
        NavigableMap<String, Counts> groups,
        List<Finding> findings,
        Doubts doubts,
        boolean blind) {

    /// Decides for one output.
    ///
    /// @param last what was last recorded
    /// @param now when the look began
    public static Decision of(Output output, Look look, Manifest last, Instant now) {
        NavigableMap<Address, Entry> live = new TreeMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Liveness liveness = new Liveness(output, look);
        List<Finding> findings = findings(output, look);
        for (Verdict verdict : liveness.verdicts()) {
            switch (verdict) {
                case Live(List<Entry> entries) ->
                    entries.forEach(entry -> Optional.ofNullable(live.put(entry.address(), entry))
                            .filter(other -> !other.instance().equals(entry.instance()))
                            .ifPresent(other -> findings.add(new Finding(
                                    Kind.SERVER,
                                    "address " + entry.address(),
                                    "belongs to " + other.instance() + " and to " + entry.instance()))));
                case LeftOut out -> leftOut.add(out);
            }
        }
        List<Removal> absent = absent(output, look, last.entries(), live, leftOut);
        Ownership ownership = new Ownership(output, look);
        Set<Removal> strangers =
                absent.stream().filter(one -> ownership.isLost(one.entry())).collect(Collectors.toSet());
        Predicate<Removal> isReasoned = one -> one.reason().isPositive() || strangers.contains(one);
        List<Removal> reasoned = absent.stream().filter(isReasoned).toList();
        List<Removal> kept = absent.stream().filter(isReasoned.negate()).toList();
        List<Group> groups = groups(output, look);
        GuardRuling ruling = GuardRuling.of(
                output,
                look,
                groups,
                last,
                live.keySet(),
                kept.stream().map(one -> one.entry().address()).toList(),
                reasoned,
                strangers,
                now);
        NavigableMap<Address, Entry> list = new TreeMap<>(live);
        kept.forEach(one -> list.putIfAbsent(one.entry().address(), one.entry()));
        ruling.held().forEach(one -> list.putIfAbsent(one.entry().address(), one.entry()));
        List<Entry> held = list.values().stream()
                .filter(entry -> !live.containsKey(entry.address()))
                .toList();
        Set<Removal> heldBack = new HashSet<>(ruling.held());
        liveness.failingOpen().stream()
                .filter(arn -> groups.stream()
                        .anyMatch(group -> output.targetGroupArns(group).contains(arn)))
                .forEach(arn -> findings.add(new Finding(
                        Kind.SERVER,
                        "target group " + arn,
                        "finds all its targets unhealthy: they stay in the list, as its load balancer routes to all")));
        kept.forEach(one -> findings.add(new Finding(
                Kind.SERVER,
                one.entry().instance() + " " + one.entry().address(),
                one.reason().text())));
        findings.addAll(ruling.findings());
        return new Decision(
                List.copyOf(list.values()),
                held,
                !ruling.findings().isEmpty() && !last.isPublished(),
                reasoned.stream().filter(one -> !heldBack.contains(one)).toList(),
                List.copyOf(leftOut),
                Counts.of(groups, live.values(), held),
                findings,
                ruling.doubts(),
                isBlind(groups, look));
    }

    private static boolean isBlind(List<Group> groups, Look look) {
        return groups.isEmpty()
                ? look.failures().stream().anyMatch(one -> one.kind() == Kind.GROUPS)
                : look.machines().isEmpty()
                        && groups.stream().anyMatch(group -> !group.members().isEmpty())
                        && look.failures().stream().anyMatch(one -> one.kind() == Kind.SOURCE);
    }

    private static List<Removal> absent(
            Output output, Look look, List<Entry> published, NavigableMap<Address, Entry> live, List<LeftOut> leftOut) {
        Absence absence = new Absence(output, look, leftOut);
        Map<String, List<Address>> servers = live.values().stream()
                .collect(Collectors.groupingBy(
                        Entry::instance, Collectors.mapping(Entry::address, Collectors.toList())));
        return published.stream()
                .filter(entry -> !live.containsKey(entry.address()))
                .map(entry -> new Removal(entry, absence.of(entry, servers.getOrDefault(entry.instance(), List.of()))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Group> groups(Output output, Look look) {
        return look.groups().values().stream().filter(output.groups()::selects).toList();
    }

    private static List<Finding> findings(Output output, Look look) {
        List<Finding> findings = new ArrayList<>(look.failures());
        output.groups().sources().stream()
                .filter(source -> look.missing().contains(source.name()))
                .forEach(source -> findings.add(
                        new Finding(Kind.MISSING, source.subject(), "is not known to " + source.authority())));
        return findings;
    }
}
