package dev.nightshift.liveips;

import dev.nightshift.liveips.Sink.Reading;
import dev.nightshift.liveips.Sink.Writing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One look at one output, with everything that was read of it before.
///
/// @param last what the manifest says
/// @param token of that reading
/// @param readings what each destination held
/// @param observedAt when the look began
record Attempt(
        Output output,
        Occasion occasion,
        Manifest last,
        String token,
        Map<Destination, Reading> readings,
        Instant observedAt) {

    /// Publishes, tells, and records, in this order: a run that ends in between repeats what it
    /// told and loses nothing.
    Outcome carryOut(Look look, Sinks sinks, Teller teller) {
        try {
            return published(look, sinks, teller);
        } catch (Teller.UnheardException e) {
            return new Outcome.Unheard(output, String.valueOf(e.getMessage()));
        }
    }

    private Outcome published(Look look, Sinks sinks, Teller teller) {
        Decision decision = Decision.of(output, look, last);
        Map<Destination, Step> steps = steps(look, decision);
        steps.forEach((destination, step) -> {
            if (step instanceof Step.Write write) {
                write.found().ifPresent(generation -> teller.found(output, destination, generation));
            }
        });
        List<Delivery> deliveries = new ArrayList<>();
        for (Map.Entry<Destination, Step> step : steps.entrySet()) {
            Optional<Delivery> delivery = deliver(step.getKey(), step.getValue(), sinks);
            if (delivery.isEmpty()) {
                return new Outcome.Raced(output, step.getKey().toString());
            }
            deliveries.add(delivery.get());
        }
        Publication publication =
                new Publication(output, occasion, last, decision, deliveries, look.isComplete(), observedAt);
        if (publication.isNews()) {
            teller.tell(publication);
        }
        return recorded(publication, sinks);
    }

    private Map<Destination, Step> steps(Look look, Decision decision) {
        Map<Destination, Step> steps = new LinkedHashMap<>();
        readings.forEach((destination, reading) -> steps.put(
                destination,
                decision.withheld()
                        ? new Step.Leave(last.copy(destination), "waits for its first list")
                        : Step.of(
                                output.body(destination, decision.list()),
                                reading,
                                last.copy(destination),
                                decision,
                                look.isComplete())));
        return steps;
    }

    /// Nothing when another run was faster.
    private Optional<Delivery> deliver(Destination destination, Step step, Sinks sinks) {
        return switch (step) {
            case Step.Keep(String generation) -> Optional.of(Delivery.current(destination, generation));
            case Step.Leave(Manifest.Copy copy, String why) -> Optional.of(Delivery.left(destination, copy, why));
            case Step.Write write ->
                switch (sinks.of(destination).write(write.body(), write.token())) {
                    case Writing.Done() -> Optional.of(Delivery.current(destination, Generation.of(write.body())));
                    case Writing.Refused(String why) ->
                        Optional.of(Delivery.left(destination, last.copy(destination), "was not written: " + why));
                    case Writing.Raced() -> Optional.empty();
                };
        };
    }

    private Outcome recorded(Publication publication, Sinks sinks) {
        Manifest next = publication.manifest();
        if (next.isAsGoodAs(last)) {
            return new Outcome.Settled(publication);
        }
        return switch (sinks.manifest(output).write(ManifestJson.write(next), token)) {
            case Writing.Done() -> new Outcome.Settled(publication);
            case Writing.Raced() -> new Outcome.Raced(output, "manifest");
            case Writing.Refused(String why) -> new Outcome.Failed(output, "its manifest was not written: " + why);
        };
    }
}
