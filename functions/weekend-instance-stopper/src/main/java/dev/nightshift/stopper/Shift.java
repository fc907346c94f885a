package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Outcome.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// One run from its beginning to its end: recall, look and act everywhere at once, tell, remember.
///
/// @param deadline until when changes may be made
record Shift(
        StopperConfig config,
        SortedMap<Place, Fleet> fleets,
        Memory memory,
        Consumer<Digest> topic,
        InstantSource clock,
        Pace.Sleeper sleeper,
        Instant deadline) {
    private static final Logger LOG = LogManager.getLogger(Shift.class);

    /// What people were told before, or why nobody knows.
    ///
    /// @param unreachable whether another run may know it
    private record Recall(Told told, List<Finding> findings, Optional<RuntimeException> unreachable) {}

    /// Works, and answers with the whole run as JSON.
    String work(Invocation.With<Boolean> event, Instant at, FunctionArn self, Metrics line, PrintStream metrics) {
        boolean dryRun = config.dryRun() || event.invocation().dryRun();
        Recall recall = recall();
        boolean daily = News.isDailyDue(config, at, recall.told());
        Optional<Window> notice = News.notice(config, at, recall.told());
        Run run = new Run(
                config,
                at,
                dryRun,
                everywhere(new PlaceRun.Order(at, event.own(), daily, notice), dryRun),
                recall.findings(),
                daily ? Findings.ofHolidays(config, at) : List.of());
        log(Report.digest(run, EnumSet.complementOf(EnumSet.of(Kind.SETTLED)), self));
        boolean complete = false;
        try {
            tell(run, recall, daily, notice, event.invocation().dryRun(), self);
            run.requireReachable();
            complete = true;
        } finally {
            metrics.println(count(run, complete, line));
        }
        return DigestJson.machine(Report.digest(run, EnumSet.allOf(Kind.class), self), Integer.MAX_VALUE);
    }

    private Recall recall() {
        try {
            return new Recall(memory.recall(), List.of(), Optional.empty());
        } catch (SettingsException e) {
            Finding lost =
                    Finding.of("state", "what people were told cannot be read and is begun anew: " + e.getMessage());
            return new Recall(Told.NOTHING, List.of(lost), Optional.empty());
        } catch (SdkException | IllegalStateException e) {
            LOG.error("Nobody knows what people were told", e);
            return new Recall(Told.NOTHING, List.of(), Optional.of(e));
        }
    }

    /// Every place by itself, all at once: one that fails or is slow holds up no other.
    private List<PlaceRun> everywhere(PlaceRun.Order order, boolean dryRun) {
        if (fleets.size() == 1) {
            return List.of(at(fleets.firstKey(), fleets.firstEntry().getValue(), order, dryRun));
        }
        List<Future<PlaceRun>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fleets.forEach((place, fleet) -> runs.add(threads.submit(() -> at(place, fleet, order, dryRun))));
        }
        return runs.stream().map(Future::resultNow).toList();
    }

    private PlaceRun at(Place place, Fleet fleet, PlaceRun.Order order, boolean dryRun) {
        try {
            Pace stops = Pace.ofStops(clock, sleeper, this::remaining);
            Pace starts = Pace.ofStarts(clock, sleeper, this::remaining);
            return PlaceRun.of(config, place, dryRun ? fleet.proving() : fleet, stops, starts, order);
        } catch (RuntimeException e) {
            // A bug that one place brings to light must not keep the others' machines running, or
            // down.
            LOG.error("{} could not be worked on", place, e);
            return PlaceRun.unreachable(place, e.toString());
        }
    }

    private Duration remaining() {
        return Duration.between(clock.instant(), deadline);
    }

    private void tell(Run run, Recall recall, boolean daily, Optional<Window> notice, boolean asked, FunctionArn self) {
        if (recall.unreachable().isPresent()) {
            if (News.isNewsUnknown(run)) {
                topic.accept(Report.digest(run, EnumSet.complementOf(EnumSet.of(Kind.SETTLED)), self));
            }
            throw recall.unreachable().get();
        }
        Told after = News.after(run, daily, notice, recall.told());
        Notice.of(run, self).ifPresent(topic);
        if (News.isNews(run, daily, recall.told(), after)) {
            topic.accept(Report.digest(run, EnumSet.complementOf(EnumSet.of(Kind.SETTLED)), self));
        }
        // A person's dry run is for that person: it changes nothing, not even what people are
        // believed to know.
        if (!asked && !after.equals(recall.told())) {
            memory.keep(after);
        }
        if (run.isHeld() && !after.problems().equals(recall.told().problems())) {
            throw new IllegalStateException("The brake holds: " + run.counts().get(Kind.HELD)
                    + " instances were to be stopped; raise brake.maxStopsPerRegion or change their tags");
        }
    }

    private static String count(Run run, boolean complete, Metrics line) {
        Map<Kind, Integer> counts = run.counts();
        line.count(Metrics.RUNS, complete ? 1 : 0);
        if (!run.dryRun()) {
            line.count("Stopped", counts.getOrDefault(Kind.STOPPED, 0))
                    .count("Started", counts.getOrDefault(Kind.STARTED, 0))
                    .count("StartedAgain", counts.getOrDefault(Kind.STARTED_AGAIN, 0))
                    .count("Deferred", counts.getOrDefault(Kind.DEFERRED, 0))
                    .count("Failed", counts.getOrDefault(Kind.FAILED, 0))
                    .count("Refused", counts.getOrDefault(Kind.REFUSED, 0))
                    .measure("HoursSaved", Savings.of(run).hours());
        }
        return line.line();
    }

    private static void log(Digest digest) {
        LOG.info("{}{}", digest.dryRun() ? "Dry run: " : "", digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}: {}", section.title(), String.join(" ", row)));
        }
    }
}
