package dev.nightshift.stopper.plan;

import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which instances of a schedule come first: those with the lowest step start first and stop last.
///
/// Only the steps of instances that really act count, by their rank: rank k begins k times `stepGap` after the first.
/// A rank that would begin when its window is over acts in the last run of the window.
public final class StartOrder {
    /// The most steps that can be asked for.
    static final int MAX_STEP = 99;

    private static final Pattern STEP = Pattern.compile("\\d{1,2}");

    private final StopperConfig config;
    private final Map<Turn, SortedSet<Integer>> steps = new HashMap<>();

    /// The span in which instances of a schedule are stopped or started one step after the other.
    ///
    /// @param schedule its name, or the tag's value of an orphan
    record Turn(String schedule, Did did, Instant begin, Instant end) {}

    /// What is decided for an instance apart from the order.
    ///
    /// @param turn in which it acts, or has acted already
    /// @param waiting what is decided until its step begins; empty when it is simply left alone
    record Draft(Verdict verdict, Optional<Turn> turn, Optional<Verdict> waiting) {
        static Draft of(Verdict verdict) {
            return new Draft(verdict, Optional.empty(), Optional.empty());
        }

        static Draft of(Verdict verdict, Turn turn) {
            return new Draft(verdict, Optional.of(turn), Optional.empty());
        }
    }

    /// The order among these instances.
    StartOrder(StopperConfig config, List<Draft> drafts) {
        this.config = config;
        for (Draft draft : drafts) {
            draft.turn()
                    .ifPresent(turn ->
                            steps.computeIfAbsent(turn, t -> new TreeSet<>()).add(stepOf(draft)));
        }
    }

    /// The step that the instance's tag gives; 0 without a tag, none for a value that is no step.
    public static OptionalInt step(Instance instance) {
        String value =
                instance.tags().getOrDefault(StopperConfig.START_ORDER_TAG, "0").strip();
        return STEP.matcher(value).matches() ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    /// The verdict once the order is respected.
    Verdict ordered(Draft draft, Instant now) {
        boolean acts = draft.verdict() instanceof Verdict.Stop || draft.verdict() instanceof Verdict.Start;
        if (!acts || draft.turn().isEmpty()) {
            return draft.verdict();
        }
        Turn turn = draft.turn().get();
        Instant due = earlier(begin(turn, stepOf(draft)), lastRun(turn));
        if (!now.isBefore(due)) {
            return draft.verdict();
        }
        String order = turn.did() == Did.STOP ? "stop order" : "start order";
        return draft.waiting()
                .orElseGet(() -> new Verdict.Leave(
                        draft.verdict().instance(), "its step of the " + order + " begins at " + due));
    }

    /// The steps that begin too late for their window, each once.
    List<Finding> findings(List<Draft> drafts) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            draft.turn().ifPresent(turn -> {
                int step = stepOf(draft);
                if (begin(turn, step).isAfter(lastRun(turn))) {
                    Finding finding = Finding.of(
                            "schedule " + turn.schedule(),
                            "step " + step + " of its " + (turn.did() == Did.STOP ? "stop" : "start")
                                    + " order would begin at " + begin(turn, step) + ", too late before " + turn.end()
                                    + ": it acts at " + lastRun(turn) + "; expected fewer steps or a shorter stepGap");
                    findings.putIfAbsent(finding.subject() + finding.text(), finding);
                }
            });
        }
        return new ArrayList<>(findings.values());
    }

    private Instant begin(Turn turn, int step) {
        SortedSet<Integer> all = steps.getOrDefault(turn, new TreeSet<>());
        int rank = turn.did() == Did.STOP
                ? all.tailSet(step + 1).size()
                : all.headSet(step).size();
        return turn.begin().plus(config.stepGap().multipliedBy(rank));
    }

    /// The last run inside the turn, or its begin where no run falls into it.
    private Instant lastRun(Turn turn) {
        long every = config.every().toSeconds();
        long last = Math.floorDiv(turn.end().getEpochSecond() - 1, every) * every;
        Instant run = Instant.ofEpochSecond(last);
        return run.isBefore(turn.begin()) ? turn.begin() : run;
    }

    private static int stepOf(Draft draft) {
        return step(draft.verdict().instance()).orElse(0);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
