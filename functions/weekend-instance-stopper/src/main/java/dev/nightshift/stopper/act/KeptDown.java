package dev.nightshift.stopper.act;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The list of the hosts that are down because of us, for the other functions. Pure.
public final class KeptDown {
    /// What a host may take after its window's end until it can be reached: the next run, the start, its services.
    static final Duration STARTING = Duration.ofMinutes(30);

    private KeptDown() {}

    /// The list after a run.
    ///
    /// @param before the list before it: a host keeps the addresses that it had while it ran, and what was
    ///     seen of a place that is out of reach now still counts
    public static StoppedHosts after(Run run, StoppedHosts before) {
        List<Host> hosts = new ArrayList<>();
        for (PlaceRun place : run.places()) {
            String name = place.place().toString();
            if (place.unreachable().isPresent()) {
                before.hosts().values().stream()
                        .filter(host -> host.place().equals(name) && run.at().isBefore(host.until()))
                        .forEach(hosts::add);
            }
            for (Outcome outcome : place.outcomes()) {
                until(outcome, run.at()).ifPresent(until -> hosts.add(host(outcome.instance(), name, until, before)));
            }
        }
        return StoppedHosts.of(hosts);
    }

    /// Until when an instance may be out of reach because of us; empty when it is not down because of us.
    private static Optional<Instant> until(Outcome outcome, Instant now) {
        Optional<Instant> end = outcome.kind() == Outcome.Kind.STOPPED && outcome.verdict() instanceof Verdict.Stop stop
                ? Optional.of(stop.window().end())
                : Marker.of(outcome.instance())
                        .filter(marker -> outcome.instance().isDown() && marker.did() != Marker.Did.CLOSED)
                        .map(marker -> marker.window().end());
        return end.map(instant -> instant.plus(STARTING)).filter(now::isBefore);
    }

    private static Host host(Instance instance, String place, Instant until, StoppedHosts before) {
        SortedSet<String> addresses = new TreeSet<>(instance.addresses());
        Host known = before.hosts().get(instance.id());
        if (known != null && known.until().equals(until)) {
            addresses.addAll(known.addresses());
        }
        return new Host(instance.id(), place, addresses, until);
    }
}
