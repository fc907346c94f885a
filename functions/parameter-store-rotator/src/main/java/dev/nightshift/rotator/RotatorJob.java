package dev.nightshift.rotator;

import dev.nightshift.kit.Daily;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Notified.Change;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One run: compares what became of it with what people know, and says what to report and store.
///
/// @param findings what people know of
/// @param checked when live values were asked
/// @param wrongPasswords what targets refused
record RotatorJob(
        Rotator rotator, StateStore<Notified> findings, StateStore<Checked> checked, WrongPasswordMemory wrongPasswords)
        implements Job<Ask> {
    @Override
    public Result run(Call<Ask> call) {
        RotatorConfig config = rotator.config();
        Recalled<Notified> recalled = findings.recall();
        boolean resume = call.event().resume();
        boolean dryRun = config.dryRun() || call.dryRun();
        boolean checks = config.checkEvery() > 0 && !dryRun && call.event().equals(Ask.DAILY);
        CheckedMemory memory = new CheckedMemory(checked);
        Rotator.Order order = new Rotator.Order(
                call.now(),
                dryRun,
                call.event().demand(),
                call::remaining,
                call.self(),
                new Attempts(resume, recalled.value(), call.now(), book(call.clock())),
                call.pause()::reason,
                checks ? new Checks(memory.before(), config.checkEvery(), day(config, call.now())) : Checks.NONE,
                () -> memory.before().rotated());
        Run run = rotator.work(order);
        boolean repeat = !resume
                && new Daily(config.at(), config.zone()).isDue(recalled.value().lastNotified(), call.now());
        Change change = recalled.value().after(run.findings().keySet(), run.lookedAt(call.event()), repeat, call.now());
        boolean known = recalled.unreachable().isEmpty();
        boolean news = run.dryRun()
                ? run.due() > 0
                : run.isAnythingDone()
                        || change.isNews()
                        || recalled.isUnreadable()
                        || (!known && !resume && run.hasFindings());
        Optional<String> lost = recalled.lost().filter(why -> recalled.isUnreadable() || run.hasFindings());
        Digest all = Report.digest(run, EnumSet.allOf(Kind.class), Map.of(), Optional.empty(), call.self());
        Reach reach = run.reach(run.dryRun() ? Set.of() : change.begun());
        boolean keep = known
                && !run.dryRun()
                && (recalled.isUnreadable() || !change.next().equals(recalled.value()));
        return new Result(
                all,
                all,
                news ? List.of(Report.digest(run, Rotator.TOLD, change.ended(), lost, call.self())) : List.of(),
                () -> {
                    memory.keep(run, checks);
                    rotator.close(run);
                    if (keep) {
                        findings.keep(change.next(), recalled);
                    }
                },
                recalled.unreachable()
                        .map(why -> reach.owing("what people were notified of could not be read: " + why))
                        .orElse(reach),
                line -> {
                    count(run, line);
                    if (!run.dryRun() && (known || call.event().equals(Ask.DAILY))) {
                        new Open(change.next(), call.now()).count(line);
                    }
                });
    }

    private static LocalDate day(RotatorConfig config, Instant now) {
        return now.atZone(config.zone()).toLocalDate();
    }

    /// Whether something half done is to be tried again now; also when that cannot be known.
    boolean isAnythingOwed(Instant now) {
        try {
            return rotator.isAnythingOwed(new Attempts(true, findings.recall().value(), now, book(() -> now)));
        } catch (CallException e) {
            return true;
        }
    }

    private WrongPasswordBook book(InstantSource clock) {
        return new WrongPasswordBook(wrongPasswords, clock, rotator.pace()::rest);
    }

    private static void count(Run run, Metrics line) {
        if (run.dryRun()) {
            return;
        }
        Map<Kind, Integer> counts = run.counts();
        line.count("Rotated", counts.getOrDefault(Kind.ROTATED, 0))
                .count("Failed", counts.getOrDefault(Kind.FAILED, 0))
                .count("Refused", counts.getOrDefault(Kind.REFUSED, 0))
                .count("ConsumersBehind", run.consumers().size() - run.consumers(ConsumerOutcome.Kind.REACHED));
    }
}
