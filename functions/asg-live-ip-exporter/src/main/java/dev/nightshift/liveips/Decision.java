package dev.nightshift.liveips;

import dev.nightshift.liveips.Finding.Kind;
import dev.nightshift.liveips.Verdict.LeftOut;
import dev.nightshift.liveips.Verdict.Live;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a list should be after one look, purely and totally: every published line is live, removed for a reason, or
/// kept for want of one; every server of the groups is listed or left out for a reason.
///
/// @param list sorted; the lines that a guard holds back from removal are in it
/// @param held the lines of it that were not seen to be live
/// @param withheld whether not even this list is to be written: the first one ever, empty without being meant to be
/// @param removals lines that were published and are not in the list
/// @param findings what a person should know of while it lasts
/// @param confirmations how many looks in a row have said what the guard does not believe yet
record Decision(
        List<Entry> list,
        List<Entry> held,
        boolean withheld,
        List<Removal> removals,
        List<LeftOut> leftOut,
        NavigableMap<String, Counts> groups,
        List<Finding> findings,
        int confirmations) {

    /// @param last what was last recorded
    static Decision of(Output output, Look look, Manifest last) {
        NavigableMap<Address, Entry> live = new TreeMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Verdict verdict : new Liveness(output, look).verdicts()) {
            switch (verdict) {
                case Live(List<Entry> entries) -> entries.forEach(entry -> live.put(entry.address(), entry));
                case LeftOut out -> leftOut.add(out);
            }
        }
        List<Removal> absent = absent(output, look, last.entries(), live, leftOut);
        List<Removal> reasoned =
                absent.stream().filter(one -> one.reason().isPositive()).toList();
        List<Removal> kept =
                absent.stream().filter(one -> !one.reason().isPositive()).toList();
        GuardRuling ruling =
                GuardRuling.of(output.guard(), look, groups(output, look), live.size() + kept.size(), last, reasoned);
        NavigableMap<Address, Entry> list = new TreeMap<>(live);
        kept.forEach(one -> list.putIfAbsent(one.entry().address(), one.entry()));
        ruling.held().forEach(one -> list.putIfAbsent(one.entry().address(), one.entry()));
        List<Entry> held = list.values().stream()
                .filter(entry -> !live.containsKey(entry.address()))
                .toList();
        Set<Removal> heldBack = new HashSet<>(ruling.held());
        List<Finding> findings = findings(output, look, kept);
        ruling.finding().ifPresent(findings::add);
        return new Decision(
                List.copyOf(list.values()),
                held,
                ruling.finding().isPresent() && !last.isPublished(),
                reasoned.stream().filter(one -> !heldBack.contains(one)).toList(),
                List.copyOf(leftOut),
                Counts.of(groups(output, look), live.values(), held),
                findings,
                ruling.confirmations());
    }

    /// Whether nothing at all was seen of the groups.
    boolean isBlind() {
        return groups.isEmpty() && findings.stream().anyMatch(one -> one.kind() == Kind.GROUPS);
    }

    private static List<Removal> absent(
            Output output, Look look, List<Entry> published, NavigableMap<Address, Entry> live, List<LeftOut> leftOut) {
        Absence absence = new Absence(output, look, leftOut);
        Set<String> servers = live.values().stream().map(Entry::instance).collect(Collectors.toSet());
        return published.stream()
                .filter(entry -> !live.containsKey(entry.address()))
                .map(entry -> new Removal(entry, absence.of(entry, servers.contains(entry.instance()))))
                .toList();
    }

    private static List<Group> groups(Output output, Look look) {
        return look.groups().values().stream().filter(output.groups()::selects).toList();
    }

    private static List<Finding> findings(Output output, Look look, List<Removal> kept) {
        List<Finding> findings = new ArrayList<>(look.failures());
        for (String name : output.groups().names()) {
            if (look.missing().contains(name)) {
                findings.add(new Finding(Kind.MISSING, "group " + name, "is not known to Auto Scaling"));
            }
        }
        kept.forEach(one -> findings.add(new Finding(
                Kind.SERVER,
                one.entry().instance() + " " + one.entry().address(),
                one.reason().text())));
        return findings;
    }
}
