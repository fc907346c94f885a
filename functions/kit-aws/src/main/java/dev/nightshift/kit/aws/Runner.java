package dev.nightshift.kit.aws;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Invocation;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// Runs a function's job for one invocation: reads the event, refuses it when it is stale, logs, notifies, stores,
/// counts, answers, and fails the invocation by the rule of [Reach].
///
/// The metric `Runs` is 1 for a run that came to its end, even when it fails then, and `Complete` is 1 when such a run
/// also reached everything it should. A stale run counts as neither, a run that an exception ended as 0.
public final class Runner {
    private static final Logger LOG = LogManager.getLogger(Runner.class);

    private final Resources resources;
    private final Duration staleAfter;
    private final Function<Instant, PauseCheck> pause;

    private Runner(Resources resources, Duration staleAfter, Function<Instant, PauseCheck> pause) {
        this.resources = resources;
        this.staleAfter = staleAfter;
        this.pause = pause;
    }

    /// Of a function that only looks, and cannot be paused.
    ///
    /// @param staleAfter how far a run's scheduled time may lie from the clock
    public static Runner looking(Resources resources, Duration staleAfter) {
        return new Runner(resources, staleAfter, now -> PauseCheck.NEVER);
    }

    /// Of a function that changes what it looks after.
    ///
    /// @param function its entry in the site file, by which it is paused
    /// @param staleAfter how far a run's scheduled time may lie from the clock
    public static Runner acting(Resources resources, Duration staleAfter, String function) {
        return new Runner(resources, staleAfter, now -> new PauseCheck(function, now, resources.pauses()));
    }

    /// Runs the job and writes its answer.
    ///
    /// @throws RunFailedException when the run came to its end and fails by the rule of [Reach]
    public <E> void run(InputStream input, OutputStream output, Context context, Job.Reader<E> reader, Job<E> job)
            throws IOException {
        Invocation.With<E> event = reader.read(input);
        Instant clockTime = resources.clock().instant();
        FunctionArn self = FunctionArn.of(context);
        Optional<Duration> stale = event.invocation().staleBy(clockTime, staleAfter);
        String answer;
        if (stale.isPresent()) {
            LOG.warn("Stale by {}: nothing was looked at or changed", Text.about(stale.get()));
            Metrics line = new Metrics(self.function(), clockTime);
            resources.metrics().println(line.count("Stale", 1).line());
            answer = DigestJson.stale(stale.get());
        } else {
            Duration timeout = Duration.ofMillis(context.getRemainingTimeInMillis());
            Instant now = event.invocation().decidesFor(clockTime);
            Job.Call<E> call = new Job.Call<>(
                    event.own(),
                    event.invocation().dryRun(),
                    now,
                    self,
                    clockTime.plus(RunTime.forChanges(timeout)),
                    clockTime.plus(RunTime.forPacing(timeout)),
                    resources.clock(),
                    pause.apply(now));
            answer = work(job, call);
        }
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    // Counted under the time of its end: an alarm looks back a few minutes, and a run may take fifteen.
    private <E> String work(Job<E> job, Job.Call<E> call) {
        Optional<Result> ended = Optional.empty();
        Reach reach = Reach.ALL;
        try {
            Result result = job.run(call);
            log(result.logged());
            reach = concluded(result, call.pause());
            ended = Optional.of(result);
        } finally {
            Metrics line = new Metrics(call.self().function(), resources.clock().instant());
            line.count(Metrics.RUNS, ended.isPresent() ? 1 : 0)
                    .count(Metrics.COMPLETE, ended.isPresent() && reach.isComplete() ? 1 : 0);
            if (call.pause().isHolding()) {
                line.count("Paused", 1);
            }
            ended.ifPresent(result -> result.counts().accept(line));
            resources.metrics().println(line.line());
        }
        reach.failure().ifPresent(why -> {
            throw new RunFailedException(why);
        });
        return DigestJson.machine(ended.orElseThrow().answer(), Integer.MAX_VALUE);
    }

    /// Notifies, then stores: what breaks off in between is reported twice, not never.
    private Reach concluded(Result result, PauseCheck pause) {
        String step = "people could not be notified";
        try {
            for (Digest message : result.messages()) {
                resources.topic().accept(pause.shownIn(message));
                LOG.info("Notified: {}", message.verdict());
            }
            step = "what the next run has to know could not be stored";
            result.store().run();
            return pause.unknown().map(result.reach()::owing).orElse(result.reach());
        } catch (RuntimeException e) {
            LOG.error(step, e);
            return result.reach().owing(step + ": " + e.getMessage());
        }
    }

    private static void log(Digest digest) {
        LOG.info("{}{}", digest.dryRun() ? "Dry run: " : "", digest.verdict());
        for (Digest.Section section : digest.sections()) {
            section.rows().forEach(row -> LOG.info("{}: {}", section.title(), String.join(" ", row)));
        }
    }
}
