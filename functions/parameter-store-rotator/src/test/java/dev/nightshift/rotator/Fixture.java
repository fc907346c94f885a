package dev.nightshift.rotator;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.StoppedOnPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Settings and parameters that tests start from.
final class Fixture {
    static final Instant NOW = Instant.parse("2026-11-22T03:10:00Z");

    /// Nobody waits.
    static final Pace PACE = new Pace(Duration.ZERO, () -> 0, time -> {});

    /// weekend-instance-stopper keeps no host down.
    static final Function<RedisSite, Optional<ManagedRedis>> NOT_MANAGED = site -> Optional.empty();
    static final StoppedOnPurpose NOTHING_STOPPED = new StoppedOnPurpose(() -> StoppedHosts.NONE, List::of);

    /// Nobody paused the function.
    static final Supplier<Optional<String>> NOT_PAUSED = Optional::empty;

    private Fixture() {}

    static RotatorConfig config() {
        return config("\"dryRun\": false");
    }

    /// Settings for everything below `/acme/` with more keys, as JSON without its braces.
    static RotatorConfig config(String keys) {
        return read("{\"zone\": \"Europe/Berlin\", \"paths\": [\"/acme/\"], " + keys + "}");
    }

    static RotatorConfig read(String json) {
        return Settings.read("settings.json", Json.parse("settings.json", json), RotatorConfig::from);
    }

    /// One that was created forty days ago and is to be rotated each thirty.
    static Parameter parameter(String name, String... tags) {
        return parameter(name, 1, NOW.minusSeconds(40 * 86_400), "arn:aws:iam::123456789012:user/person", tags);
    }

    static Parameter parameter(String name, long version, Instant modified, String modifiedBy, String... tags) {
        Map<String, String> all =
                new HashMap<>(Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "postgres"));
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            all.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return new Parameter(
                name,
                "SecureString",
                version,
                "alias/acme",
                "Standard",
                "text",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                modified,
                modifiedBy,
                all);
    }

    /// One invocation without its frame: people are notified of it before it is closed.
    static Run run(Rotator rotator, Rotator.Order order, Consumer<Digest> topic) {
        Run run = rotator.work(order);
        if (!isIdle(run)) {
            topic.accept(Report.digest(run, Rotator.TOLD, Map.of(), Optional.empty(), order.self()));
        }
        rotator.close(run);
        return run;
    }

    /// Whether there is nothing that anybody has to hear of.
    static boolean isIdle(Run run) {
        return run.consumers().isEmpty()
                && run.outcomes().stream().noneMatch(outcome -> Rotator.TOLD.contains(outcome.kind()));
    }

    /// What people know after a parameter came to something a moment ago.
    static Notified known(String parameter, Outcome.Kind kind, Instant at) {
        return new Notified(new TreeMap<>(Map.of(Run.subject(parameter, kind), Notified.of(at, at))));
    }

    /// Wrong passwords that are remembered for as long as the test lasts.
    static WrongPasswordMemory memory() {
        return new AtomicReference<>(WrongPasswords.NONE)::updateAndGet;
    }

    /// A run of which people know something already.
    static Attempts attempts(boolean resuming, Notified known, Instant now) {
        return new Attempts(resuming, known, now, new WrongPasswordBook(memory(), () -> now, time -> {}));
    }

    /// Why the run fails if all of its faults are new.
    static Optional<String> failure(Run run) {
        return run.reach(run.findings().keySet()).failure();
    }
}
