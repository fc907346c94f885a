package dev.nightshift.stopper.model;

import dev.nightshift.schedule.KeepUntil;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A tag by which somebody keeps one instance as it is until an instant: `2026-11-21T18:00`, and if they like
/// `2026-11-21T18:00 because of the release`. A value that cannot be read counts for ever, because somebody meant
/// something by it.
public enum UntilTag {
    /// Keeps it running: its window does not stop it.
    KEEP("nightshift:keep-until", "it is kept") {
        @Override
        boolean isForEver(String value) {
            return false;
        }
    },

    /// Keeps it down: nothing starts it. Without a value, for ever.
    STAY_OFF("nightshift:stay-off", "it stays down") {
        @Override
        boolean isForEver(String value) {
            return value.isBlank();
        }
    };

    private static final String BECAUSE = "because";

    private final String key;
    private final String effect;

    UntilTag(String key, String effect) {
        this.key = key;
        this.effect = effect;
    }

    /// Whether the value means that the tag has no end.
    abstract boolean isForEver(String value);

    /// Its key.
    public String key() {
        return key;
    }

    /// Until when the tag counts.
    ///
    /// @param zone of the instance's schedule, for a local time
    Optional<Instant> until(Instance instance, ZoneId zone) {
        if (!instance.has(key)) {
            return Optional.empty();
        }
        String time = time(instance);
        try {
            return Optional.of(isForEver(time) ? Instant.MAX : KeepUntil.parse(time, zone));
        } catch (IllegalArgumentException e) {
            return Optional.of(Instant.MAX);
        }
    }

    // What follows the word is the reason. Any other word may belong to the time, such as the name of a zone.
    private String time(Instance instance) {
        return instance.tag(key).strip().split("(^|\\s+)" + BECAUSE + "\\s", 2)[0];
    }

    /// The value that [#until] reads.
    ///
    /// @param until for ever without one
    /// @param why the reason, if it is not empty
    public String value(Optional<Instant> until, ZoneId zone, String why) {
        String time = until.map(at -> OpsCommand.text(at, zone)).orElse("");
        String reason = why.startsWith(BECAUSE + " ") ? why : BECAUSE + " " + why;
        return why.isEmpty() ? time : (time + " " + reason).strip();
    }

    /// Why it holds the instance at the instant, as the end of a sentence; empty when it does not.
    public Optional<String> reason(Instance instance, ZoneId zone, Instant at) {
        String value = instance.tag(key);
        return until(instance, zone)
                .filter(at::isBefore)
                .map(until -> "its tag " + key + " says " + (time(instance).isBlank() ? "so " + value : value).strip());
    }

    /// What people should know of the tag: that it is over, once, or that it cannot be read, for as long as it lasts.
    public Optional<Finding> finding(Instance instance, ZoneId zone, Instant now) {
        String value = instance.tag(key);
        String subject = "its tag " + key + " is \"" + value + "\"";
        return until(instance, zone).flatMap(until -> {
            if (until.equals(Instant.MAX)) {
                return isForEver(time(instance))
                        ? Optional.empty()
                        : Optional.of(Finding.of(
                                instance,
                                subject + "; expected an instant such as 2026-11-21T17:00:00Z or a local time such as"
                                        + " 2026-11-21T18:00; " + effect));
            }
            return now.isBefore(until)
                    ? Optional.empty()
                    : Optional.of(Finding.note(instance, subject + ", which is over: it is ignored from now on"));
        });
    }
}
