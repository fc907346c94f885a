package dev.nightshift.stopper;

import dev.nightshift.schedule.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The tag that says what we last did to an instance: `stop|start <window> <instant>`, the window as an ISO 8601
/// interval. It is written before the call that it speaks of and never deleted.
record Marker(Did did, Window window, Instant at) {
    enum Did {
        STOP("stop"),
        START("start");

        private final String word;

        Did(String word) {
            this.word = word;
        }
    }

    /// The tag's value: at most 128 of the 256 characters EC2 allows.
    String value() {
        return did.word + " " + window.start() + "/" + window.end() + " " + at;
    }

    /// What we last did to the instance, if anything.
    static Optional<Marker> of(Instance instance) {
        return parse(instance.tag(StopperConfig.MARKER_TAG));
    }

    /// Empty for text that we did not write: then we do not know the instance.
    static Optional<Marker> parse(String value) {
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
