package dev.nightshift.stopper;

import dev.nightshift.schedule.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;

/// Decides whether people should hear of a run now: 248 runs fall into one weekend.
///
/// A run speaks when it stopped or started something, when the set of (instance, problem) changes, and once a day while
/// problems last. A dry run speaks when what it would do changes, and of problems when they are new.
final class News {
    private News() {}

    /// Whether the look of once a day is due: the day's digest time has come since the last.
    static boolean isDailyDue(StopperConfig config, Instant at, Told told) {
        return told.dailyAt().isBefore(lastDigestTime(config, at));
    }

    /// The span in which windows begin that people are to be told of now, if they want to be told.
    static Optional<Window> notice(StopperConfig config, Instant at, Told told) {
        Instant from = told.noticedUntil().isAfter(at) ? told.noticedUntil() : at;
        return config.notice()
                .map(at::plus)
                .filter(until -> until.isAfter(from))
                .map(until -> new Window(from, until));
    }

    /// Whether people should hear of the run.
    ///
    /// @param before what they were told before it
    /// @param now what they will have been told
    static boolean isNews(Run run, boolean daily, Told before, Told now) {
        boolean problemsChanged = !now.problems().equals(before.problems());
        boolean dailyChanged = !now.daily().equals(before.daily());
        boolean any = !now.problems().isEmpty() || !now.daily().isEmpty();
        if (run.dryRun()) {
            boolean intentsChanged = !now.intents().equals(before.intents());
            return (problemsChanged && !now.problems().isEmpty())
                    || (dailyChanged && !now.daily().isEmpty())
                    || (intentsChanged && !now.intents().isEmpty());
        }
        return !run.changes().isEmpty() || problemsChanged || dailyChanged || (daily && any);
    }

    /// The same where nobody knows what people were told: at the edges of the clock, as well as
    /// can be.
    static boolean isNewsUnknown(Run run) {
        Instant digest = lastDigestTime(run.config(), run.at());
        boolean digestTime = run.at().isBefore(digest.plus(run.config().every()));
        return (!run.dryRun() && !run.changes().isEmpty())
                || (digestTime
                        && !(run.problems().isEmpty() && run.dailyProblems().isEmpty()));
    }

    /// What people know once they have been told of the run.
    static Told after(Run run, boolean daily, Optional<Window> notice, Told before) {
        return new Told(
                fingerprint(run.problems()),
                daily ? fingerprint(run.dailyProblems()) : before.daily(),
                run.dryRun() ? fingerprint(run.changes()) : "",
                daily ? run.at() : before.dailyAt(),
                notice.map(Window::end).orElse(before.noticedUntil()));
    }

    private static Instant lastDigestTime(StopperConfig config, Instant at) {
        ZonedDateTime local = at.atZone(config.zone());
        Instant today = local.with(config.digestAt()).toInstant();
        return today.isAfter(at) ? local.minusDays(1).with(config.digestAt()).toInstant() : today;
    }

    /// Empty for the empty set.
    private static String fingerprint(SortedSet<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
