package dev.nightshift.rotator;

import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.FakeStore.Line.Break;
import dev.nightshift.rotator.ToldTarget.Reply;
import java.util.List;
import java.util.stream.Stream;

/// How one call of a rotation goes wrong, whoever is called.
sealed interface Fault {
    /// Somebody in between, or the function's process.
    record Broken(Break how) implements Fault {}

    /// The target itself.
    record Answered(Reply how) implements Fault {}

    /// From that call on the target cannot be reached for some minutes.
    record Away(int minutes) implements Fault {}

    /// Throttled and timed out are lost before or after.
    static List<Fault> of(String call) {
        List<Fault> dead = List.of(new Broken(Break.LOST_AND_DEAD), new Broken(Break.DONE_AND_DEAD));
        List<Fault> own = switch (call) {
            case "test", "open" -> List.of(new Answered(Reply.LOST_BEFORE), new Away(7), new Away(70));
            case "set", "undo" ->
                Stream.<Fault>concat(Stream.of(Reply.values()).map(Answered::new), Stream.of(new Away(7), new Away(70)))
                        .toList();
            default ->
                Stream.of(Break.LOST, Break.DONE, Break.REFUSED)
                        .<Fault>map(Broken::new)
                        .toList();
        };
        return Stream.concat(own.stream(), dead.stream()).toList();
    }

    /// Lets a call go wrong so.
    default void at(int call, Line line, ToldTarget target) {
        switch (this) {
            case Broken(Break how) -> line.breakAt(call, how);
            case Answered(Reply how) -> target.replies.put(call, how);
            case Away(int minutes) ->
                line.before(call, () -> target.awayUntil = line.now().plusSeconds(60L * minutes));
        }
    }

    /// Whether the process dies.
    default boolean isDeadly() {
        return this instanceof Broken(Break how) && (how == Break.LOST_AND_DEAD || how == Break.DONE_AND_DEAD);
    }
}
