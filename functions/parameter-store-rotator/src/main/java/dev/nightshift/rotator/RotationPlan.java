package dev.nightshift.rotator;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.rotator.ParameterStore.Past;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is due when, for people: it only describes. Nothing is decrypted and nothing changed.
public final class RotationPlan {
    /// One opted-in parameter.
    ///
    /// @param strategy empty when it is not known
    /// @param due nothing when it cannot be rotated as it is
    /// @param remark the end of a sentence
    public record Row(String parameter, String strategy, Optional<Instant> due, String remark) {}

    private RotationPlan() {}

    /// The opted-in parameters of the clients' account and region, in the order in which a run
    /// would take them.
    ///
    /// @param function whose writes count as rotations: the function's name, or the end of it
    /// @throws IllegalStateException when they cannot be listed
    public static List<Row> of(RotatorConfig config, Clients clients, String function, Instant now) {
        ParameterStore store = new SsmParameters(clients, config.tag(), "");
        try {
            return verdicts(new Plan(config, function, now, Optional.empty(), Map::of), store).stream()
                    .map(RotationPlan::row)
                    .toList();
        } catch (CallException e) {
            throw new IllegalStateException(e.what(), e);
        }
    }

    /// Looks and decides.
    static List<Verdict> verdicts(Plan plan, ParameterStore store) {
        List<Parameter> seen = store.optedIn(plan.config().paths());
        Map<String, List<Past>> histories = new HashMap<>();
        for (Parameter parameter : seen) {
            if (plan.needsHistory(parameter)) {
                histories.put(parameter.name(), store.history(parameter.name()));
            }
        }
        return plan.of(seen, histories);
    }

    private static Row row(Verdict verdict) {
        String name = verdict.parameter().name();
        return switch (verdict) {
            case Verdict.Rotate rotate ->
                new Row(name, rotate.strategy().toString(), Optional.of(rotate.since()), "is due");
            case Verdict.Resume resume ->
                new Row(
                        name,
                        resume.strategy().toString(),
                        Optional.of(resume.parameter().modified()),
                        "is under way");
            case Verdict.Leave leave ->
                new Row(name, leave.strategy().toString(), Optional.of(leave.until()), "is not due");
            case Verdict.Refuse refuse -> new Row(name, "", Optional.empty(), refuse.why());
        };
    }
}
