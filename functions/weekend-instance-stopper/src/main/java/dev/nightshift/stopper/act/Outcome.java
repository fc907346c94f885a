package dev.nightshift.stopper.act;

import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Verdict;

/// A verdict and what became of it.
public record Outcome(Verdict verdict, Result result) {
    /// What became of a verdict.
    public sealed interface Result {
        /// It was carried out, or there was nothing to do.
        record AsDecided() implements Result {}

        /// The pace that EC2 allows does not fit into this run: the next one's work.
        record Deferred() implements Result {}

        /// More were to be stopped than the brake allows, so none is.
        record Held(int stops, int most) implements Result {}

        /// The function is paused, so nothing is changed.
        record Paused(String why) implements Result {}

        /// AWS refused it.
        record Failed(Failure failure) implements Result {}
    }

    /// What a reader sorts outcomes by, most important first.
    public enum Kind {
        FAILED,
        HELD,
        PAUSED,
        STOPPED,
        STARTED,
        STARTED_AGAIN,
        DEFERRED,
        REFUSED,
        KEPT,
        SETTLED
    }

    public static Outcome asDecided(Verdict verdict) {
        return new Outcome(verdict, new Result.AsDecided());
    }

    public Instance instance() {
        return verdict.instance();
    }

    public Kind kind() {
        return switch (result) {
            case Result.Failed failed -> Kind.FAILED;
            case Result.Held held -> Kind.HELD;
            case Result.Paused paused -> Kind.PAUSED;
            case Result.Deferred deferred -> Kind.DEFERRED;
            case Result.AsDecided done ->
                switch (verdict) {
                    case Verdict.Stop stop -> Kind.STOPPED;
                    case Verdict.Start start -> start.again() ? Kind.STARTED_AGAIN : Kind.STARTED;
                    case Verdict.Refuse refuse -> Kind.REFUSED;
                    case Verdict.Keep keep -> Kind.KEPT;
                    case Verdict.Mark mark -> Kind.SETTLED;
                    case Verdict.Leave leave -> Kind.SETTLED;
                };
        };
    }
}
