package dev.nightshift.stopper;

import dev.nightshift.stopper.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One instance by EC2's rules, as fast as millions of instance days need it.
///
/// Sources: *Amazon EC2 instance state changes*, Amazon EC2 User Guide; `StateReason` and `Instance`, Amazon EC2 API
/// Reference. A stop by the API tells its time in most cases, a shutdown from inside never does; a start renews the
/// launch time and forgets why it was stopped.
final class WorldMachine {
    private static final DateTimeFormatter GMT = DateTimeFormatter.ofPattern(
                    "'User initiated ('uuuu-MM-dd HH:mm:ss 'GMT)'")
            .withZone(ZoneOffset.UTC);

    final String id;
    final WorldTruth truth;
    final Map<String, String> tags = new HashMap<>();
    String state = "running";
    Instant launched;
    String reason = "";
    String transition = "";
    /// Who manages it for the account; empty for the account itself.
    String operator = "";
    /// Whether it could not be started again once it is stopped.
    boolean unstartable;
    /// Why each of its starts ends in `stopped`; empty when they hold.
    String startFailure = "";
    private Instant settles = Instant.MAX;
    private @Nullable Instance view;

    WorldMachine(String id, Instant launched, WorldTruth truth) {
        this.id = id;
        this.truth = truth;
        this.launched = launched;
    }

    void settle(Instant now) {
        if (now.isBefore(settles)) {
            return;
        }
        settles = Instant.MAX;
        if (state.equals("pending") && !startFailure.isEmpty()) {
            state = "stopped";
            reason = startFailure;
        } else {
            state = state.equals("pending") ? "running" : "stopped";
        }
        view = null;
    }

    /// We say that we will start it.
    void isToStart(Instant at, boolean undone) {
        truth.weMeanToStart(at, isStayOff(at), isOptedOut(), undone);
    }

    void start(Instant now, Duration takes) {
        launched = now.truncatedTo(ChronoUnit.SECONDS);
        reason = "";
        transition = "";
        under("pending", now, takes);
    }

    /// @param code why, as EC2 tells it
    /// @param timed whether EC2 tells when
    void stop(String code, boolean timed, Instant now, Duration takes) {
        reason = code;
        transition = timed ? GMT.format(now) : "";
        under("stopping", now, takes);
    }

    /// Whether something else than a window decides that it runs.
    boolean isNeverStopped(Instant at) {
        String until = tags.getOrDefault("nightshift:keep-until", "");
        return unstartable || isOptedOut() || (!until.isEmpty() && at.isBefore(Instant.parse(until)));
    }

    /// Whether nothing but what we stopped may be started.
    boolean isOptedOut() {
        return !operator.isEmpty() || tags.containsKey("nightshift:never-stop");
    }

    boolean isStayOff(Instant at) {
        String until = tags.get("nightshift:stay-off");
        return until != null && (until.isEmpty() || at.isBefore(Instant.parse(until)));
    }

    void tag(String key, String value) {
        tags.put(key, value);
        view = null;
    }

    void untag(String key) {
        tags.remove(key);
        view = null;
    }

    boolean is(String wanted) {
        return state.equals(wanted);
    }

    /// As DescribeInstances shows it.
    Instance view() {
        Instance shown = view;
        if (shown == null) {
            shown = new Instance(
                    id,
                    "m7g.large",
                    "eu-central-1a",
                    state,
                    launched,
                    reason,
                    transition,
                    "",
                    "ebs",
                    operator,
                    id.endsWith("0"),
                    Instance.LocalData.NONE,
                    tags);
            view = shown;
        }
        return shown;
    }

    private void under(String way, Instant now, Duration takes) {
        state = way;
        settles = now.plus(takes);
        view = null;
    }

    @Override
    public String toString() {
        return id + " " + state + " launched " + launched + " " + reason + " " + transition + " " + tags;
    }
}
