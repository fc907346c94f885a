package dev.nightshift.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a function was invoked with: an EventBridge envelope.
///
/// The envelope is read leniently, because AWS adds keys to it. `detail` is read strictly: nobody but a person or our
/// own schedule writes it, and `{"dryrun": true}` must not become a real run.
///
/// @param time when the run was due, if the envelope says so; EventBridge Scheduler's
///     `<aws.scheduler.scheduled-time>`
/// @param dryRun whether the event asks for a dry run; it can add one to the settings but not take one away
/// @param at the instant a dry run decides for instead of now
public record Invocation(Optional<Instant> time, boolean dryRun, Optional<Instant> at) {
    /// The `source` of our own events.
    public static final String SOURCE = "nightshift";

    private static final String EVENT = "event";
    // "aws.scheduler" and "aws.events" are what EventBridge sends when no input is configured.
    private static final Set<String> SCHEDULES = Set.of("aws.scheduler", "aws.events");

    /// An invocation with what only one function understands of its `detail`.
    public record With<T>(Invocation invocation, T own) {}

    /// Reads an invocation's payload.
    ///
    /// @throws SettingsException naming each key that is wrong, and what would be right
    public static Invocation read(InputStream payload) {
        return read(payload, detail -> "", "").invocation();
    }

    /// Reads the payload of a function that understands further keys of `detail`.
    ///
    /// @param own reads them
    /// @param none what it has without a `detail`
    /// @throws SettingsException naming each key that is wrong, and what would be right
    public static <T> With<T> read(InputStream payload, Function<Settings, T> own, T none) {
        String text;
        try {
            text = new String(payload.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object tree = Json.parse(EVENT, text);
        return Settings.read(EVENT, tree, envelope -> {
            envelope.ignoreOtherKeys();
            envelope.at("source").as(Invocation::source, SOURCE);
            Optional<Instant> time = envelope.at("time").optional(Parsers::instant);
            Settings detail = envelope.at("detail");
            // Scheduler's default payload carries an empty detail as a string.
            if (detail.isScalar() && "{}".equals(detail.text())) {
                return new With<>(new Invocation(time, false, Optional.empty()), none);
            }
            boolean dryRun = detail.at("dryRun").orElse(false, Parsers::flag);
            Optional<Instant> at = detail.at("at").optional(Parsers::instant);
            if (at.isPresent() && !dryRun) {
                detail.at("at").problem("only a dry run may choose its instant: add \"dryRun\": true");
            }
            return new With<>(new Invocation(time, dryRun, at), own.apply(detail));
        });
    }

    /// The instant to decide for: the one a dry run chose, else the scheduled time, else the clock's. It is told to
    /// people, hence in whole seconds.
    public Instant decidesFor(Instant clock) {
        return at.or(() -> time).orElse(clock).truncatedTo(ChronoUnit.SECONDS);
    }

    /// How far the scheduled time lies from the clock, when that is more than the limit: such a run must do
    /// nothing, because a late retry of Saturday's event must not act on Monday.
    public Optional<Duration> staleBy(Instant clock, Duration limit) {
        return at.isPresent()
                ? Optional.empty()
                : time.map(due -> Duration.between(due, clock).abs()).filter(off -> off.compareTo(limit) > 0);
    }

    private static String source(String source) {
        if (source.equals(SOURCE) || SCHEDULES.contains(source)) {
            return source;
        }
        throw new IllegalArgumentException("expected " + SOURCE + ", aws.scheduler or aws.events");
    }
}
