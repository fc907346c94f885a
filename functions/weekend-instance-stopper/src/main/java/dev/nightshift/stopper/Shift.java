package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.KeptDown;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Findings;
import dev.nightshift.stopper.report.News;
import dev.nightshift.stopper.report.Notice;
import dev.nightshift.stopper.report.Report;
import dev.nightshift.stopper.report.Savings;
import dev.nightshift.stopper.report.Told;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// One run: recalls what people know, looks and acts in all places at once, and says what to report.
///
/// @param keptDown changes the list of hosts that are down because of us
record Shift(
        StopperConfig config,
        SortedMap<Place, Fleet> fleets,
        StateStore<Told> memory,
        Consumer<UnaryOperator<StoppedHosts>> keptDown,
        Pace.Sleeper sleeper,
        Job.Call<Boolean> call) {
    private static final Logger LOG = LogManager.getLogger(Shift.class);
    private static final EnumSet<Kind> REPORTED = EnumSet.complementOf(EnumSet.of(Kind.SETTLED));

    Result work() {
        Recalled<Told> recalled = memory.recall();
        Told told = recalled.value();
        boolean daily = News.isDailyDue(config, call.now(), told);
        Optional<Window> notice = News.notice(config, call.now(), told);
        Run run = run(recalled, daily, notice);
        boolean known = recalled.unreachable().isEmpty();
        News news = known ? News.of(run, daily, notice, told) : News.unknown(run);
        Run shown = run.telling(news.notes());
        List<Digest> messages = new ArrayList<>();
        if (known) {
            Notice.of(run, call.self()).ifPresent(messages::add);
        }
        if (news.isNews()) {
            messages.add(Report.digest(shown, REPORTED, news.ended(), call.self()));
        }
        // A person's dry run is for that person: it changes nothing, not even what people are known to have heard.
        boolean changed = known
                && !call.dryRun()
                && (recalled.isUnreadable() || !news.after().equals(told));
        return new Result(
                Report.digest(shown, REPORTED, news.ended(), call.self()),
                Report.digest(shown, EnumSet.allOf(Kind.class), news.ended(), call.self()),
                messages,
                () -> {
                    if (changed) {
                        memory.keep(news.after(), recalled);
                    }
                    if (!run.dryRun()) {
                        keptDown.accept(before -> KeptDown.after(run, before));
                    }
                },
                reach(run, news, recalled.unreachable()),
                line -> count(run, line));
    }

    private Run run(Recalled<Told> recalled, boolean daily, Optional<Window> notice) {
        boolean dryRun = config.dryRun() || call.dryRun();
        Supplier<Optional<String>> paused = dryRun ? Optional::empty : call.pause()::reason;
        Run run = new Run(
                config,
                call.now(),
                dryRun,
                everywhere(new PlaceRun.Order(call.now(), call.event(), daily, notice, paused), dryRun),
                List.of(),
                daily ? Findings.ofHolidays(config, call.now()) : List.of());
        boolean repeats = recalled.isUnreadable() || !run.problems().isEmpty();
        return recalled.lost().filter(why -> repeats).map(run::afterLoss).orElse(run);
    }

    private Reach reach(Run run, News news, Optional<String> unknown) {
        List<String> begun = new ArrayList<>();
        if (!call.dryRun()) {
            run.faults().forEach((subject, why) -> {
                if (news.begun().contains(subject)) {
                    begun.add(why);
                }
            });
        }
        Reach reach = new Reach(run.isBlind(), false, run.unreached(), List.of(), begun);
        return unknown.map(why -> reach.owing("what people were notified of could not be read: " + why))
                .orElse(reach);
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
            Pace stops = Pace.ofStops(call.clock(), sleeper, call::remainingForPacing);
            Pace starts = Pace.ofStarts(call.clock(), sleeper, call::remainingForPacing);
            return PlaceRun.of(config, place, dryRun ? fleet.proving() : fleet, stops, starts, order);
        } catch (RuntimeException e) {
            // A bug that one place brings to light must not keep the others' machines running, or down.
            LOG.error("{} could not be worked on", place, e);
            return PlaceRun.unreachable(place, e.toString());
        }
    }

    private static void count(Run run, Metrics line) {
        Map<Kind, Integer> counts = run.counts();
        if (!run.dryRun()) {
            line.count("Stopped", counts.getOrDefault(Kind.STOPPED, 0))
                    .count("Started", counts.getOrDefault(Kind.STARTED, 0))
                    .count("StartedAgain", counts.getOrDefault(Kind.STARTED_AGAIN, 0))
                    .count("Deferred", counts.getOrDefault(Kind.DEFERRED, 0))
                    .count("Failed", counts.getOrDefault(Kind.FAILED, 0))
                    .count("Refused", counts.getOrDefault(Kind.REFUSED, 0))
                    .measure("HoursSaved", Savings.of(run).hours());
        }
    }
}
