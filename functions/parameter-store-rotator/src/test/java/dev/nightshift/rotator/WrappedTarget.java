package dev.nightshift.rotator;

import java.time.Instant;
import java.util.Optional;

/// A target around another, which answers whatever is not overridden.
interface WrappedTarget extends Target {
    /// The one inside.
    Target target();

    @Override
    default Secret candidate(Parameter parameter, Secret live) {
        return target().candidate(parameter, live);
    }

    @Override
    default void mustBeSafe(Secret next) {
        target().mustBeSafe(next);
    }

    @Override
    default Answer test(Secret value) {
        return target().test(value);
    }

    @Override
    default Optional<String> unanswered() {
        return target().unanswered();
    }

    @Override
    default Optional<String> refusal() {
        return target().refusal();
    }

    @Override
    default boolean isExclusive() {
        return target().isExclusive();
    }

    @Override
    default boolean canBeSetAgain() {
        return target().canBeSetAgain();
    }

    @Override
    default Change change(Secret pending, Secret working) {
        return target().change(pending, working);
    }

    @Override
    default Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        return target().retire(claim, live, now);
    }
}
