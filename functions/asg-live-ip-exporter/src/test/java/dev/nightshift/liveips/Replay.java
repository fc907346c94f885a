package dev.nightshift.liveips;

import dev.nightshift.liveips.act.Delivery;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sinks;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A run that is answered what was answered before, and stops at the first call that was not.
final class Replay implements Sinks, Scout, Teller {
    /// A call that waits for its answer.
    sealed interface Ask {
        /// Of the one destination.
        record ReadSink() implements Ask {}

        /// Of the manifest.
        record ReadManifest() implements Ask {}

        /// For when the look begins.
        record ReadClock() implements Ask {}

        /// At groups and servers.
        record LookAround() implements Ask {}

        /// To the one destination.
        record WriteSink(String body, String token) implements Ask {}

        /// To the manifest.
        record WriteManifest(String body, String token) implements Ask {}

        /// On the topic.
        ///
        /// @param generations all that the message names
        record Tell(Set<String> generations) implements Ask {}
    }

    private static final class Unanswered extends Error {
        private static final long serialVersionUID = 1;
        private final transient Ask ask;

        Unanswered(Ask ask) {
            super(null, null, false, false);
            this.ask = ask;
        }
    }

    private final List<Object> answers;
    private int answered;

    private Replay(List<Object> answers) {
        this.answers = answers;
    }

    /// What a run does after these answers; nothing when it has ended.
    static Optional<Ask> next(Output output, Occasion occasion, List<Object> answers) {
        Replay replay = new Replay(answers);
        try {
            new Exporter(replay, replay, replay, () -> (Instant) replay.answer(new Ask.ReadClock()))
                    .bringUpToDate(List.of(output), occasion);
            return Optional.empty();
        } catch (Unanswered call) {
            return Optional.of(call.ask);
        }
    }

    private Object answer(Ask ask) {
        if (answered == answers.size()) {
            throw new Unanswered(ask);
        }
        return answers.get(answered++);
    }

    @Override
    public Look look(Place place, List<Output> outputs, List<Entry> published) {
        return (Look) answer(new Ask.LookAround());
    }

    @Override
    public Sink of(Destination destination) {
        return sink(new Ask.ReadSink(), Ask.WriteSink::new);
    }

    @Override
    public Sink manifest(Output output) {
        return sink(new Ask.ReadManifest(), Ask.WriteManifest::new);
    }

    @Override
    public void found(Output output, Destination destination, String generation) {
        answer(new Ask.Tell(Set.of(generation)));
    }

    @Override
    public void tell(Publication publication) {
        Set<String> generations = new HashSet<>();
        publication.deliveries().stream()
                .filter(Delivery::isCurrent)
                .forEach(delivery -> generations.add(delivery.copy().generation()));
        answer(new Ask.Tell(Set.copyOf(generations)));
    }

    private interface Write {
        Ask of(String body, String token);
    }

    private Sink sink(Ask read, Write write) {
        return new Sink() {
            @Override
            public Reading read() {
                return (Reading) answer(read);
            }

            @Override
            public Writing write(String body, String token) {
                return (Writing) answer(write.of(body, token));
            }
        };
    }
}
