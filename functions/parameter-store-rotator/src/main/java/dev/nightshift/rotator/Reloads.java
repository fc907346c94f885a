package dev.nightshift.rotator;

import dev.nightshift.rotator.ConsumerOutcome.Kind;
import dev.nightshift.rotator.Consumers.Reload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends the commands that were not sent since a value was published that they are for.
record Reloads(Commands commands, List<Reload> reloads, InstantSource clock) implements ConsumerRound {
    // Systems Manager stores the history of commands for 30 days: Deregistering managed nodes in a
    // hybrid and multicloud environment, AWS Systems Manager User Guide. What was published earlier
    // can no longer be told from what was never carried.
    private static final Duration REMEMBERED = Duration.ofDays(25);

    // Command, AWS Systems Manager API Reference. Who cancels a command has decided.
    private static final Set<String> WENT_WRONG = Set.of("Failed", "TimedOut");

    @Override
    public List<ConsumerOutcome> after(Map<String, Instant> published, Rotation.Remaining time) {
        Instant oldest = clock.instant().minus(REMEMBERED);
        return reloads.stream()
                .flatMap(
                        reload -> reload
                                .published(published)
                                .filter(at -> at.isAfter(oldest))
                                .flatMap(at -> outcome(reload, at))
                                .stream())
                .toList();
    }

    private Optional<ConsumerOutcome> outcome(Reload reload, Instant published) {
        try {
            Optional<String> status = commands.statusSince(reload, published);
            if (status.filter(one -> !WENT_WRONG.contains(one)).isPresent()) {
                return Optional.empty();
            }
            String sent = "sent as " + commands.send(reload);
            return Optional.of(
                    status.map(one -> outcome(Kind.WAITING, reload, "the one before ended as " + one + "; " + sent))
                            .orElseGet(() -> outcome(Kind.REACHED, reload, sent)));
        } catch (CallException e) {
            return Optional.of(outcome(Kind.FAILED, reload, e.what()));
        }
    }

    private static ConsumerOutcome outcome(Kind kind, Reload reload, String why) {
        return new ConsumerOutcome(kind, reload.toString(), why);
    }
}
