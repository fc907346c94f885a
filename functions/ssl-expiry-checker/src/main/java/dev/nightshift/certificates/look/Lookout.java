package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.certificates.settings.Source;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.Text;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.endpoint.TargetList;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Looks at everything that the settings name. A source that fails hides no other.
public final class Lookout {
    private static final int SHOWN = 160;

    private final CheckerConfig config;
    private final Endpoints endpoints;
    private final Function<Source, String> lists;
    private final List<Inventory> inventories;
    private final Supplier<StoppedHosts> stopped;

    /// Reads the lists and the inventories that the settings name.
    ///
    /// @param lists the text of a source; throws an [SdkException] or an [IllegalStateException] that says why not
    /// @param stopped the hosts that are down on purpose
    public Lookout(
            CheckerConfig config,
            Endpoints endpoints,
            Function<Source, String> lists,
            List<Inventory> inventories,
            Supplier<StoppedHosts> stopped) {
        this.config = config;
        this.endpoints = endpoints;
        this.lists = lists;
        this.inventories = List.copyOf(inventories);
        this.stopped = stopped;
    }

    public Look look(Instant at) throws InterruptedException {
        SortedMap<String, Optional<String>> sources = new TreeMap<>();
        SortedMap<String, List<BadLine>> badLines = new TreeMap<>();
        Set<Target> targets = new LinkedHashSet<>(config.endpoints());
        for (Source source : config.sources()) {
            sources.put(source.toString(), attempt(() -> {
                TargetList list = config.syntax().list(lists.apply(source), config::permitted);
                badLines.put(source.toString(), list.badLines());
                targets.addAll(list.targets());
                return list.targets().isEmpty() ? Optional.of("names no endpoint") : Optional.empty();
            }));
        }
        Stock stock = Stock.NONE;
        for (Inventory inventory : inventories) {
            AtomicReference<Stock> read = new AtomicReference<>(Stock.NONE);
            sources.put(inventory.name(), attempt(() -> {
                read.set(inventory.stock().get());
                return Optional.empty();
            }));
            stock = stock.and(read.get());
        }
        List<FrontProbe> probes = stock.fronts().isEmpty() ? List.of() : FrontProbe.of(stock, targets);
        Set<Target> others = new LinkedHashSet<>();
        for (FrontProbe probe : probes) {
            others.add(probe.target());
        }
        others.removeAll(targets);
        targets.addAll(others);
        List<Verdict> seen = endpoints.look(List.copyOf(targets), at);
        boolean alone = others.isEmpty();
        List<Verdict> verdicts =
                StoppedAddresses.explained(alone ? seen : only(seen, target -> !others.contains(target)), stopped, at);
        List<Verdict> fronts = alone ? List.of() : only(seen, others::contains);
        return new Look(verdicts, badLines, stock, sources, probes, fronts, at);
    }

    private static List<Verdict> only(List<Verdict> verdicts, Predicate<Target> such) {
        return verdicts.stream().filter(verdict -> such.test(verdict.target())).toList();
    }

    private interface Attempt {
        Optional<String> why();
    }

    private static Optional<String> attempt(Attempt attempt) {
        try {
            return attempt.why();
        } catch (SdkException | IllegalStateException e) {
            return Optional.of(Text.printable(String.valueOf(e.getMessage()), SHOWN));
        }
    }
}
