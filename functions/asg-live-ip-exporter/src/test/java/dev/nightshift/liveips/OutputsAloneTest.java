package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.liveips.sink.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three outputs of which the first goes wrong: the others are published all the same, before anybody is notified.
class OutputsAloneTest {
    private static final LiveIpsConfig CONFIG = Fixture.read("""
            {"zone": "UTC", "dryRun": false, "outputs": {
             "a": {"groups": ["shop-blue"], "publish": [{"to": "s3", "key": "a", "format": "plain"},
                                                        {"to": "s3", "key": "a2", "format": "plain"}]},
             "b": {"groups": ["shop-blue"], "publish": [{"to": "s3", "key": "b", "format": "plain"}]},
             "c": {"groups": ["shop-blue"], "region": "eu-west-1",
                   "publish": [{"to": "s3", "key": "c", "format": "plain"}]}}}
            """);
    private static final Look LOOK = look(List.of(group("shop-blue", 1, "i-1")), machine("i-1", "running", "10.0.0.1"));

    private final Map<String, String> stored = new TreeMap<>();
    private final List<String> done = new ArrayList<>();

    /// Every call on `a` that the fault names throws.
    private List<Outcome> run(String fault) {
        Sinks sinks = new Sinks() {
            @Override
            public Sink of(Destination destination) {
                return sink(destination.toString().replace("s3 ", ""), "list");
            }

            @Override
            public Sink manifest(Output output) {
                return sink(output.name(), "manifest");
            }

            private Sink sink(String name, String what) {
                return new Sink() {
                    @Override
                    public Reading read() {
                        breaks(name, "read " + what);
                        return new Reading.Held(Optional.ofNullable(stored.get(what + " " + name)), "");
                    }

                    @Override
                    public Writing write(String body, String token) {
                        breaks(name, "write " + what);
                        stored.put(what + " " + name, body);
                        done.add("write " + what + " " + name);
                        return new Writing.Done();
                    }
                };
            }

            private void breaks(String name, String call) {
                if (name.equals("a") && call.equals(fault)) {
                    throw new UncheckedIOException(new IOException("the body ended early"));
                }
            }
        };
        Scout scout = (place, outputs, published) -> {
            if (fault.equals("look") && place.equals(Place.OWN)) {
                throw new IllegalStateException("an answer without a value");
            }
            return LOOK;
        };
        Teller teller = new Teller() {
            @Override
            public void found(Output output, Destination destination, String generation) {
                notify(output, "found");
            }

            @Override
            public void tell(Publication publication) {
                notify(publication.output(), "notify");
            }

            private void notify(Output output, String what) {
                done.add(what + " " + output.name());
                if (fault.equals("topic")) {
                    throw new UnheardException(new IllegalStateException("AuthorizationError"));
                }
            }
        };
        return new Exporter(scout, sinks, teller, () -> NOON)
                .bringUpToDate(CONFIG.outputs(), new Occasion(CONFIG, NOON, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read manifest", "read list", "write list", "write manifest"})
    void whateverHappensToOneOutputTheOthersArePublished(String fault) {
        List<Outcome> outcomes = run(fault);

        assertThat(stored).containsEntry("list b", "10.0.0.1\n").containsEntry("list c", "10.0.0.1\n");
        assertThat(outcomes)
                .filteredOn(Outcome.Failed.class::isInstance)
                .singleElement()
                .satisfies(
                        outcome -> assertThat(((Outcome.Failed) outcome).why()).contains("the body ended early"));
        assertThat(outcomes).filteredOn(Outcome.Settled.class::isInstance).hasSize(2);
    }

    @Test
    void aLookThatFailsInOnePlaceLeavesTheOthers() {
        assertThat(run("look")).filteredOn(Outcome.Failed.class::isInstance).hasSize(2);
        assertThat(stored).containsKey("list c");
    }

    @Test
    void everythingIsPublishedBeforeAnybodyIsNotified() {
        run("");

        assertThat(done)
                .containsExactly(
                        "write list a",
                        "write list a2",
                        "write list b",
                        "write list c",
                        "notify a",
                        "write manifest a",
                        "notify b",
                        "write manifest b",
                        "notify c",
                        "write manifest c");
    }

    @Test
    void aTopicThatDoesNotAnswerKeepsNoListFromItsReaders() {
        stored.put("list b", "10.0.0.9\n");

        assertThat(run("topic")).allMatch(Outcome.Unheard.class::isInstance);

        assertThat(stored)
                .containsEntry("list a", "10.0.0.1\n")
                .containsEntry("list a2", "10.0.0.1\n")
                .containsEntry("list c", "10.0.0.1\n");
        assertThat(stored).doesNotContainKey("manifest a");
    }

    @Test
    void whatNoRunRecordedIsWrittenOverThoughNobodyCouldBeNotified() {
        stored.put("list b", "127.0.0.1\n");

        run("topic");

        assertThat(stored).containsEntry("list b", "10.0.0.1\n");
    }
}
