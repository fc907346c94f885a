package dev.nightshift.liveips.act;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.ManifestJson;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.liveips.plan.Ownership;
import dev.nightshift.liveips.plan.Step;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.liveips.sink.Sinks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One look at one output, with everything that was read of it before.
///
/// @param last what the manifest says
/// @param token of that reading
/// @param readings what each destination held
/// @param written what this run wrote itself before, in an attempt that lost a race
/// @param observedAt when the look began
public record Attempt(
        Output output,
        Occasion occasion,
        Manifest last,
        String token,
        Map<Destination, Reading> readings,
        Written written,
        Instant observedAt) {

    /// What is to be published, of which everything is published that nobody has to be notified of before.
    public Draft publish(Look look, Sinks sinks) {
        Decision decision = Decision.of(output, look, last, observedAt);
        Draft draft = new Draft(this, decision, look.isComplete(), new LinkedHashMap<>(), new LinkedHashMap<>());
        readings.forEach((destination, reading) -> {
            Step step = step(destination, reading, decision, look);
            if (step instanceof Step.Write write && write.found().isPresent()) {
                draft.found().put(destination, write);
            } else {
                draft.deliveries().put(destination, deliver(destination, step, sinks));
            }
        });
        return draft;
    }

    private Step step(Destination destination, Reading reading, Decision decision, Look look) {
        if (decision.withheld()) {
            return new Step.Leave(last.copy(destination), "waits for its first list");
        }
        return Step.of(
                output.body(destination, decision.list()),
                reading,
                last.copy(destination),
                decision,
                last.copy(destination).unknown().after(look.isComplete(), observedAt),
                // A look that is not complete knows no reason for a line of its own that is missing.
                look.isComplete() ? written.at(destination) : Set.of(),
                new Ownership(output, look));
    }

    /// Nothing when another run was faster.
    private Optional<Delivery> deliver(Destination destination, Step step, Sinks sinks) {
        return switch (step) {
            case Step.Keep(String generation) -> Optional.of(Delivery.current(destination, generation));
            case Step.Leave(Manifest.Copy copy, String why) -> Optional.of(Delivery.left(destination, copy, why));
            case Step.Write write -> {
                String generation = Generation.of(write.body());
                written.add(destination, generation);
                yield switch (sinks.of(destination).write(write.body(), write.token())) {
                    case Writing.Done() -> Optional.of(Delivery.current(destination, generation));
                    case Writing.Holds(String held, Optional<String> why) -> {
                        written.add(destination, Generation.of(held));
                        yield Optional.of(Delivery.holding(destination, Generation.of(held), why));
                    }
                    case Writing.Refused(String why) ->
                        Optional.of(Delivery.left(destination, last.copy(destination), "was not written: " + why));
                    case Writing.Raced() -> Optional.empty();
                };
            }
        };
    }

    /// An attempt of which everything is published that nobody has to be notified of before.
    ///
    /// @param deliveries what became of each destination; nothing when another run was faster
    /// @param found the destinations that hold what no run recorded
    public record Draft(
            Attempt attempt,
            Decision decision,
            boolean complete,
            Map<Destination, Optional<Delivery>> deliveries,
            Map<Destination, Step.Write> found) {

        /// Notifies people of what no run recorded and writes over it, notifies them of what has changed, and records
        /// it, in this order: a run that ends in between repeats a message and loses nothing.
        ///
        /// What nobody can be notified of is written all the same, and the run fails.
        public Outcome settle(Sinks sinks, Teller teller) {
            Optional<String> unheard = Optional.empty();
            for (Map.Entry<Destination, Step.Write> each : found.entrySet()) {
                Step.Write write = each.getValue();
                try {
                    teller.found(output(), each.getKey(), write.found().orElse(""));
                } catch (Teller.UnheardException e) {
                    unheard = Optional.of(String.valueOf(e.getMessage()));
                }
                deliveries.put(each.getKey(), attempt.deliver(each.getKey(), write, sinks));
            }
            for (Map.Entry<Destination, Optional<Delivery>> each : deliveries.entrySet()) {
                if (each.getValue().isEmpty()) {
                    return new Outcome.Raced(output(), each.getKey().toString());
                }
            }
            Publication publication = publication();
            try {
                if (publication.isNews()) {
                    teller.tell(publication);
                }
            } catch (Teller.UnheardException e) {
                unheard = Optional.of(String.valueOf(e.getMessage()));
            }
            return unheard.<Outcome>map(why -> new Outcome.Unheard(output(), why))
                    .orElseGet(() -> recorded(publication, sinks));
        }

        public Output output() {
            return attempt.output();
        }

        private Publication publication() {
            List<Delivery> all = new ArrayList<>();
            deliveries.values().forEach(delivery -> delivery.ifPresent(all::add));
            return Publication.of(
                    output(), attempt.occasion(), attempt.last(), decision, all, complete, attempt.observedAt());
        }

        private Outcome recorded(Publication publication, Sinks sinks) {
            Manifest next = publication.manifest();
            if (next.isAsGoodAs(attempt.last())) {
                return new Outcome.Settled(publication);
            }
            return switch (sinks.manifest(output()).write(ManifestJson.write(next), attempt.token())) {
                case Writing.Done done -> new Outcome.Settled(publication);
                case Writing.Holds holds -> new Outcome.Settled(publication);
                case Writing.Raced() -> new Outcome.Raced(output(), "manifest");
                case Writing.Refused(String why) ->
                    new Outcome.Failed(output(), "its manifest was not written: " + why);
            };
        }
    }
}
