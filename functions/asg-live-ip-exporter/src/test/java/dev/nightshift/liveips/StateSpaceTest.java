package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.ModelState.Progress;
import dev.nightshift.liveips.ModelState.Stored;
import dev.nightshift.liveips.Replay.Ask;
import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.sink.Sink.Writing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way in which three runs can interleave, call by call, while servers come and go, replies are lost and
/// looks are half blind. The runs are the real code; the store, the servers and the topic are a small model.
///
/// A run that ends early needs no step of its own: it is one that is never continued, and every state is also checked
/// as if all runs ended there.
class StateSpaceTest {
    /// What a run that follows, alone and undisturbed, makes of a store.
    private record Leftover(int epoch, Stored sink, Stored manifest) {}

    private static final int RUNS_TO_THE_TRUTH = 3;

    private final Histories histories = new Histories();
    private final Numbering<String> generations = new Numbering<>();
    private final Map<Leftover, Long> repaired = new HashMap<>();
    private final Set<ModelState> seen = new HashSet<>();
    private final Deque<ModelState> toVisit = new ArrayDeque<>();
    private int mishapsAllowed;

    /// Larger ones were tried by hand: 2 runs with 2 mishaps in 3 epochs have 769,711 states, 3 runs with 1 in 2 have
    /// 915,476.
    ///
    /// @param mishaps how many requests and replies may be lost and looks half blind in all
    /// @param epochs how often the world is another
    @ParameterizedTest
    @CsvSource({"2, 2, 2", "2, 1, 3", "3, 0, 2"})
    void noOlderLookOverwritesANewerAndEveryRemovalHasAReasonAndEveryGenerationIsTold(
            int runs, int mishaps, int epochs) {
        this.mishapsAllowed = mishaps;
        visit(new ModelState(
                0,
                Stored.EMPTY,
                -1,
                Stored.EMPTY,
                0,
                0,
                0,
                Collections.nCopies(runs, new Progress(histories.begin(), -1))));
        while (!toVisit.isEmpty()) {
            ModelState state = toVisit.pop();
            whoeverRunsNextTellsWhatWasShown(state);
            if (state.epoch() + 1 < epochs) {
                visit(state.later());
            }
            for (int run = 0; run < state.runs().size(); run++) {
                step(state, run);
            }
        }

        assertThat(seen).as("states").hasSizeGreaterThan(10_000);
    }

    private void visit(ModelState state) {
        if (seen.add(state)) {
            toVisit.push(state);
        }
    }

    private static Instant at(int epoch) {
        return Fixture.NOON.plus(Duration.ofMinutes(10L * epoch));
    }

    private long bit(String generation) {
        return 1L << generations.of(generation);
    }

    private long bits(Set<String> all) {
        return all.stream().mapToLong(this::bit).reduce(0, (one, other) -> one | other);
    }

    private void step(ModelState state, int run) {
        Progress progress = state.runs().get(run);
        switch (histories.next(progress.answers()).orElseThrow()) {
            case Ask.ReadSink() -> answer(state, run, state.sink().held());
            case Ask.ReadManifest() -> answer(state, run, state.manifest().held());
            case Ask.ReadClock() -> answer(state, run, at(state.epoch()));
            case Ask.LookAround() -> look(state, run);
            case Ask.WriteSink(String body, String token) -> writeSink(state, run, progress, body, token);
            case Ask.WriteManifest(String body, String token) -> writeManifest(state, run, body, token);
            case Ask.Tell(Set<String> named) -> {
                ModelState told = state.withTold(bits(named));
                answer(told, run, "told");
                // The reply is lost: the run ends without knowing.
                if (state.mishaps() < mishapsAllowed) {
                    visit(told.withMishap().with(run, Optional.empty()));
                }
            }
        }
    }

    private void answer(ModelState state, int run, Object answer) {
        answer(state, run, answer, state.runs().get(run).lookedIn());
    }

    /// A run with nothing more to ask has ended.
    private void answer(ModelState state, int run, Object answer, int lookedIn) {
        int answers = histories.answered(state.runs().get(run).answers(), answer);
        visit(state.with(run, histories.next(answers).map(more -> new Progress(answers, lookedIn))));
    }

    private void look(ModelState state, int run) {
        answer(state, run, Epoch.whole(state.epoch()), state.epoch());
        if (state.mishaps() < mishapsAllowed) {
            answer(state.withMishap(), run, Epoch.blind(state.epoch()), state.epoch());
        }
    }

    private void writeSink(ModelState state, int run, Progress progress, String body, String token) {
        if (!token.equals(state.sink().held().token())) {
            answer(state, run, new Writing.Raced());
            return;
        }
        int lookedIn = progress.lookedIn();
        assertThat(lookedIn)
                .as("an older look overwrites a newer: %s", state)
                .isGreaterThanOrEqualTo(state.sinkSeenIn());
        NavigableSet<Address> before = Address.allIn(state.sink().body().orElse(""));
        NavigableSet<Address> after = Address.allIn(body);
        NavigableSet<Address> live = Epoch.live(lookedIn);
        assertThat(difference(before, after))
                .as("removed without a reason: %s", state)
                .doesNotContainAnyElementsOf(live);
        assertThat(live).as("added without being live: %s", state).containsAll(difference(after, before));
        ModelState written = state.withSink(state.sink().with(body), lookedIn, bit(Generation.of(body)));
        answer(written, run, new Writing.Done());
        lose(state, written, run);
    }

    private void writeManifest(ModelState state, int run, String body, String token) {
        if (!token.equals(state.manifest().held().token())) {
            answer(state, run, new Writing.Raced());
            return;
        }
        ModelState written = state.withManifest(state.manifest().with(body));
        answer(written, run, new Writing.Done());
        lose(state, written, run);
    }

    /// The request is lost, or its reply; or the reply is lost and the client sends the request
    /// again, to hear that somebody wrote meanwhile.
    private void lose(ModelState before, ModelState written, int run) {
        if (before.mishaps() < mishapsAllowed) {
            answer(before.withMishap(), run, new Writing.Refused("no answer"));
            answer(written.withMishap(), run, new Writing.Refused("no answer"));
            answer(written.withMishap(), run, new Writing.Raced());
        }
    }

    /// All runs end here, and the schedule's next ones are left alone: what was ever shown has been
    /// told, and the sink lists who is live.
    private void whoeverRunsNextTellsWhatWasShown(ModelState state) {
        long told = repaired.computeIfAbsent(new Leftover(state.epoch(), state.sink(), state.manifest()), this::repair);
        assertThat(state.shown() & ~(told | state.told()))
                .as("a generation was shown and never told: %s", state)
                .isZero();
    }

    private long repair(Leftover leftover) {
        long told = 0;
        Stored sink = leftover.sink();
        Stored manifest = leftover.manifest();
        for (int run = 0; run < RUNS_TO_THE_TRUTH; run++) {
            int answers = histories.begin();
            for (Optional<Ask> ask = histories.next(answers); ask.isPresent(); ask = histories.next(answers)) {
                Object answer = switch (ask.get()) {
                    case Ask.ReadSink() -> sink.held();
                    case Ask.ReadManifest() -> manifest.held();
                    case Ask.ReadClock() -> at(leftover.epoch() + 1 + run);
                    case Ask.LookAround() -> Epoch.whole(leftover.epoch());
                    case Ask.WriteSink(String body, String token) -> {
                        sink = sink.with(body);
                        yield new Writing.Done();
                    }
                    case Ask.WriteManifest(String body, String token) -> {
                        manifest = manifest.with(body);
                        yield new Writing.Done();
                    }
                    case Ask.Tell(Set<String> named) -> {
                        told |= bits(named);
                        yield "told";
                    }
                };
                answers = histories.answered(answers, answer);
            }
        }
        assertThat(Address.allIn(sink.body().orElse("")))
                .as("the sink is not repaired: %s", leftover)
                .containsExactlyElementsOf(Epoch.live(leftover.epoch()));
        return told;
    }

    private static NavigableSet<Address> difference(NavigableSet<Address> of, NavigableSet<Address> without) {
        NavigableSet<Address> rest = new TreeSet<>(of);
        rest.removeAll(without);
        return rest;
    }
}
