package dev.nightshift.stopper.plan;

import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.Optional;

/// Who is to blame that an instance does not run, as far as its marker and EC2 tell.
public sealed interface Down {
    /// We are: we stopped it for the marker's window, or our start did not hold.
    ///
    /// @param again whether a start of ours did not hold
    /// @param timeless whether that rests on this run being the first after the window: a later one could not tell
    record Ours(Marker last, boolean again, boolean timeless) implements Down {}

    /// Somebody is, who stopped it outside the window.
    ///
    /// @param how the end of a sentence
    record Persons(String how) implements Down {}

    /// Nobody can tell: somebody stopped it after us, EC2 does not tell when, and no run looked at it when its window
    /// ended.
    record Unknown(Marker last) implements Down {}

    /// We have nothing to do with it.
    record NotOurs() implements Down {}

    /// Tells who it was.
    ///
    /// EC2 tells the time of a stop by the API, and not that of a shutdown from inside. A machine that a run
    /// sees running after its window gets a closed marker. So what the first run after the window finds stopped
    /// was stopped inside it; a later run can only tell by a time.
    ///
    /// @param wanted what the instance's schedule wants; nothing is known of the schedule of an orphan
    static Down of(Instance instance, Optional<Wanted> wanted, StopperConfig config, Instant now) {
        Optional<Marker> marker = Marker.of(instance).filter(last -> last.did() != Did.CLOSED);
        if (marker.isEmpty()) {
            return new NotOurs();
        }
        Marker last = marker.get();
        if (!Transition.isPersons(instance.reasonCode())) {
            return new Ours(last, last.isStartAfterWindow(), false);
        }
        boolean startedSince = instance.launchedAt().isAfter(last.at());
        if (last.isStartAfterWindow()) {
            // A start that EC2 refused leaves launch time and reason behind.
            boolean later = Transition.at(instance.transition())
                    .map(at -> at.isAfter(last.at().plus(Plan.OUR_STOP)))
                    .orElse(false);
            return instance.launchedAt().isBefore(last.at()) && !later
                    ? new Ours(last, false, false)
                    : new Persons(Transition.words(instance));
        }
        Instant closes = wanted.map(known -> known.endOf(last.window()))
                .orElse(last.window().end());
        return Transition.at(instance.transition())
                .map(at -> timed(instance, last, at, startedSince, wanted))
                .orElseGet(() ->
                        timeless(instance, last, startedSince, closes, now.isBefore(closes.plus(config.every()))));
    }

    private static Down timed(
            Instance instance, Marker last, Instant at, boolean startedSince, Optional<Wanted> wanted) {
        boolean own = !startedSince && !at.isAfter(last.at().plus(Plan.OUR_STOP));
        boolean inside =
                !at.isBefore(last.window().start()) && at.isBefore(last.window().end());
        boolean insideNow =
                wanted.map(known -> known.isOneWindow(last.at(), at)).orElse(false);
        return own || inside || insideNow ? new Ours(last, false, false) : new Persons(Transition.words(instance));
    }

    private static Down timeless(
            Instance instance, Marker last, boolean startedSince, Instant closes, boolean firstRun) {
        boolean fromInside = Transition.isFromInside(instance.reasonCode());
        if (!startedSince && (!fromInside || !last.at().isBefore(closes))) {
            return new Ours(last, false, false);
        }
        if (!instance.launchedAt().isBefore(closes)) {
            return new Persons(Transition.words(instance));
        }
        return firstRun ? new Ours(last, false, true) : new Unknown(last);
    }
}
