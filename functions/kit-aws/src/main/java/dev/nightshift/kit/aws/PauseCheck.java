package dev.nightshift.kit.aws;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.SettingsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Whether a function must change nothing in this run, because somebody paused it. Asked at most once a run, and only
/// by a run that has something to change or to report.
///
/// While nobody can say whether the function is paused, it changes nothing, and the run fails: see [Reach].
public final class PauseCheck {
    /// Of a function that cannot be paused.
    public static final PauseCheck NEVER = new PauseCheck("", Instant.EPOCH, () -> Pauses.NONE);

    private final String function;
    private final Instant now;
    private final Supplier<Pauses> stored;
    private boolean asked;
    private Optional<Pause> pause = Optional.empty();
    private Optional<String> unknown = Optional.empty();

    /// @param function its entry in the site file
    /// @param now the instant that the run decides for
    /// @param stored reads the pauses
    public PauseCheck(String function, Instant now, Supplier<Pauses> stored) {
        this.function = function;
        this.now = now;
        this.stored = stored;
    }

    /// Why nothing may be changed, as the end of a sentence; empty when the function is not paused.
    public synchronized Optional<String> reason() {
        return pause().map(Pause::toString).or(() -> unknown);
    }

    /// Whether a pause was found when this run asked.
    synchronized boolean isHolding() {
        return pause.isPresent();
    }

    /// Why nobody can say whether the function is paused, if a run asked and that is so.
    synchronized Optional<String> unknown() {
        return unknown;
    }

    /// The message with the pause as its first section.
    Digest shownIn(Digest message) {
        return reason().map(why -> first(new Section("Paused", List.of("why"), List.of(List.of(why))), message))
                .orElse(message);
    }

    private Optional<Pause> pause() {
        if (!asked) {
            asked = true;
            ask();
        }
        return pause;
    }

    private void ask() {
        try {
            pause = stored.get().of(function, now);
        } catch (SdkException | IllegalStateException | SettingsException e) {
            unknown = Optional.of("whether it is paused could not be read: " + e.getMessage());
        }
    }

    private static Digest first(Section section, Digest message) {
        List<Section> sections = new ArrayList<>(List.of(section));
        sections.addAll(message.sections());
        return new Digest(
                message.function(),
                message.account(),
                message.region(),
                message.at(),
                message.zone(),
                message.dryRun(),
                message.severity(),
                message.verdict(),
                sections);
    }
}
