package dev.nightshift.rotator;

import dev.nightshift.rotator.FakeStore.Line;
import java.time.Instant;

/// Its questions and changes go through the line.
record Lined(Target target, Line line) implements WrappedTarget {
    @Override
    public Secret candidate(Parameter parameter, Secret live) {
        return line.call("candidate", () -> target.candidate(parameter, live));
    }

    @Override
    public Answer test(Secret value) {
        try {
            return line.call("test", () -> target.test(value));
        } catch (CallException e) {
            return Answer.UNKNOWN;
        }
    }

    @Override
    public Change change(Secret pending, Secret working) {
        Change change = target.change(pending, working);
        return new Change() {
            @Override
            public Setting set() {
                try {
                    return line.call("set", change::set);
                } catch (CallException e) {
                    return new Setting.Unknown("no answer");
                }
            }

            @Override
            public void undo() {
                change.undo();
            }

            @Override
            public void close() {
                change.close();
            }
        };
    }

    @Override
    public Retirement retire(Claim claim, ParameterStore.Value live, Instant now) {
        return line.call("retire", () -> target.retire(claim, live, now));
    }
}
