package dev.nightshift.stopper;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Settings and instances that tests start from.
public final class Fixture {
    /// Friday 18:00 to Monday 08:00 in Berlin.
    static final Instant WINDOW_START = Instant.parse("2026-11-20T17:00:00Z");

    static final Instant WINDOW_END = Instant.parse("2026-11-23T07:00:00Z");

    static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");

    static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");

    static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);

    static final String STOP_MARKER =
            "nightshift:last=stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:00Z";

    static final String START_MARKER =
            "nightshift:last=start 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-23T07:00:00Z";

    static final String OUR_STOP = "User initiated (2026-11-20 17:00:12 GMT)";

    private Fixture() {}

    /// What is decided for an instance by the settings of [#config()].
    static Verdict verdict(Instance instance, Instant now) {
        return Plan.of(config(), List.of(instance), now).getFirst();
    }

    public static StopperConfig config() {
        return config("\"dryRun\": false");
    }

    /// The weekend's settings with more keys, as JSON without its braces.
    public static StopperConfig config(String keys) {
        return read("""
                {"zone": "Europe/Berlin", %s,
                 "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"]},
                               "broken": {"stop": ["Fry 18:00 -> Mon 08:00"]}}}""".formatted(keys));
    }

    public static StopperConfig read(String json) {
        return Settings.read("settings.json", Json.parse("settings.json", json), StopperConfig::from);
    }

    /// An instance that opted in to the weekend and has been running for long.
    static Instance running(String id, String... tags) {
        return instance(id, "running", Instant.parse("2026-11-01T00:00:00Z"), "", "", tags);
    }

    static Instance startedAt(String id, Instant at, String... tags) {
        return instance(id, "running", at, "", "", tags);
    }

    static Instance stopped(String id, String reasonCode, String transition, String... tags) {
        return instance(id, "stopped", Instant.parse("2026-11-01T00:00:00Z"), reasonCode, transition, tags);
    }

    /// An instance that was launched then, and stopped later.
    static Instance stoppedAfter(String id, Instant launched, String reasonCode, String transition, String... tags) {
        return instance(id, "stopped", launched, reasonCode, transition, tags);
    }

    /// The same instance in another state.
    static Instance of(Instance like, String state) {
        return new Instance(
                like.id(),
                like.type(),
                like.zone(),
                state,
                like.launchedAt(),
                like.reasonCode(),
                like.transition(),
                "",
                "ebs",
                "",
                false,
                LocalData.NONE,
                like.tags());
    }

    /// The same instance with another launch time and other tags.
    static Instance with(Instance like, Instant launchedAt, Map<String, String> tags) {
        return new Instance(
                like.id(),
                like.type(),
                like.zone(),
                like.state(),
                launchedAt,
                like.reasonCode(),
                like.transition(),
                like.lifecycle(),
                like.rootDevice(),
                like.operator(),
                like.hibernates(),
                like.localData(),
                tags);
    }

    static Instance inState(String id, String state, String... tags) {
        return instance(id, state, Instant.parse("2026-11-01T00:00:00Z"), "", "", tags);
    }

    private static Instance instance(
            String id, String state, Instant launchedAt, String reasonCode, String transition, String... tags) {
        return new Instance(
                id,
                "m7g.large",
                "eu-central-1a",
                state,
                launchedAt,
                reasonCode,
                transition,
                "",
                "ebs",
                "",
                false,
                LocalData.NONE,
                tags(tags));
    }

    /// The same instance of another kind.
    static Instance of(Instance like, String type, boolean hibernates, LocalData localData) {
        return new Instance(
                like.id(),
                type,
                like.zone(),
                like.state(),
                like.launchedAt(),
                like.reasonCode(),
                like.transition(),
                like.lifecycle(),
                like.rootDevice(),
                like.operator(),
                hibernates,
                localData,
                like.tags());
    }

    /// Without the opt-in tag.
    static Instance withoutSchedule(Instance instance) {
        Map<String, String> tags = new HashMap<>(instance.tags());
        tags.remove("nightshift:schedule");
        return new Instance(
                instance.id(),
                instance.type(),
                instance.zone(),
                instance.state(),
                instance.launchedAt(),
                instance.reasonCode(),
                instance.transition(),
                "",
                "ebs",
                "",
                false,
                LocalData.NONE,
                tags);
    }

    /// The opt-in tag and those given as `key=value`.
    static Map<String, String> tags(String... more) {
        Map<String, String> tags = new HashMap<>(Map.of("nightshift:schedule", "weekend", "Name", "web"));
        for (String tag : more) {
            int equals = tag.indexOf('=');
            tags.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return tags;
    }
}
