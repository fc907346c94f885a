package dev.nightshift.stopper.plan;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Instance;

/// What a run decided for one instance, and why. The reason is the end of a sentence.
public sealed interface Verdict {
    /// What it is about.
    Instance instance();

    /// Why, as the end of a sentence.
    String reason();

    /// Whether carrying it out changes the instance or its tags.
    default boolean changes() {
        return switch (this) {
            case Stop _, Start _, Mark _ -> true;
            case Keep _, Leave _, Refuse _ -> false;
        };
    }

    /// Stop it for this window.
    ///
    /// @param hibernate whether its memory is to be kept
    record Stop(Instance instance, Window window, boolean hibernate, String reason) implements Verdict {}

    /// Start it; the window is the one we stopped it for.
    ///
    /// @param again whether we started it before and that did not hold
    record Start(Instance instance, Window window, boolean again, String reason) implements Verdict {}

    /// Write its marker, and do nothing else.
    record Mark(Instance instance, Marker marker, String reason) implements Verdict {}

    /// Leave it although its schedule says otherwise: mostly a person's wish, which is respected.
    record Keep(Instance instance, String reason) implements Verdict {}

    /// It is as its schedule wants it, or on the way.
    record Leave(Instance instance, String reason) implements Verdict {}

    /// Something a person has to know: it opted in and yet it cannot be done. The reason is the
    /// same in every run while nothing changes.
    record Refuse(Instance instance, String reason) implements Verdict {}
}
