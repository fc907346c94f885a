package dev.nightshift.stopper.plan;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The tag that says what we last did to an instance: `stop|start|closed <window> <instant>`, the window as an ISO 8601
/// interval. It is written before the call that it announces and never deleted.
///
/// A version that does not know `closed` takes the instance for one that was never stopped by us, and leaves it alone.
///
/// @param window the window that the instance was stopped for
/// @param at the instant that the run decided for; of a start of ours that held, that of the start
public record Marker(Did did, Window window, Instant at) {
    /// What we did.
    public enum Did {
        /// We stopped it for the window, or saw that it was still down because of that.
        STOP("stop"),
        /// We started it.
        START("start"),
        /// It was seen running after the window: whoever stops it from then on is not us.
        CLOSED("closed");

        private final String word;

        Did(String word) {
            this.word = word;
        }
    }

    /// The tag's value: at most 128 of the 256 characters EC2 allows.
    public String value() {
        return did.word + " " + window.start() + "/" + window.end() + " " + at;
    }

    /// The same once the instance was seen running after its window.
    Marker closed(Instant now) {
        return new Marker(Did.CLOSED, window, isStartAfterWindow() ? at : now);
    }

    /// Whether it announces a start because the window is over. A start inside the window undid the stop because a
    /// person asked for that: it is the person's.
    boolean isStartAfterWindow() {
        return did == Did.START && !at.isBefore(window.end());
    }

    /// Whether it announces the start by which the instance runs, or comes up.
    boolean isStartOf(Instance instance) {
        return did != Did.STOP
                && !at.isBefore(window.end())
                && !instance.launchedAt().isBefore(at)
                && !instance.launchedAt().isAfter(at.plus(Plan.OUR_START));
    }

    /// What we last did to the instance, if anything.
    public static Optional<Marker> of(Instance instance) {
        return parse(instance.tag(StopperConfig.MARKER_TAG));
    }

    /// Empty for text that we did not write: then we do not know the instance.
    public static Optional<Marker> parse(String value) {
        String[] words = value.split(" ", -1);
        int slash = value.indexOf('/');
        if (words.length != 3 || slash < 0) {
            return Optional.empty();
        }
        for (Did did : Did.values()) {
            if (did.word.equals(words[0])) {
                return parse(did, words[1].split("/", -1), words[2]);
            }
        }
        return Optional.empty();
    }

    private static Optional<Marker> parse(Did did, String[] ends, String at) {
        try {
            return ends.length == 2
                    ? Optional.of(new Marker(
                            did, new Window(Instant.parse(ends[0]), Instant.parse(ends[1])), Instant.parse(at)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
