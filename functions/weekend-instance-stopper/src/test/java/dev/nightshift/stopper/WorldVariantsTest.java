package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.stopper.Marker.Did;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The random worlds find out what is unsafe.
class WorldVariantsTest {
    private static final int WORLDS = 8;

    /// What an unsafe stopper does otherwise.
    enum Unsafe {
        /// A stop by a person inside the window counts as one outside it.
        RESPECTS_STOPS_INSIDE("has been down because of us"),
        /// What runs when its window is over keeps its marker.
        CLOSES_NO_MARKER("and is not"),
        /// The marker is written when the stop has succeeded.
        MARKS_AFTER_THE_CALL("was started although|has been down because of us"),
        /// What hangs in `stopping` is overlooked.
        OVERLOOKS_STOPPING("has been down because of us"),
        /// The tag stay-off is not read.
        IGNORES_STAY_OFF("against its tag stay-off"),
        /// The tag keep-until is not read.
        IGNORES_KEEP_UNTIL("stopped against a tag"),
        /// Who started an instance, and when, is not looked at.
        FORGETS_STARTS("person's start was overridden|started since"),
        /// Whatever is stopped counts as stopped by us.
        STARTS_EVERYTHING("although somebody stopped it|and is not"),
        /// Every other instance is never stopped.
        MISSES_STOPS("ran through a whole interval");

        private final String found;

        Unsafe(String found) {
            this.found = found;
        }

        Fleet apply(Fleet fleet) {
            return new UnsafeFleet(this, fleet);
        }

        private Instance seen(Instance instance) {
            Map<String, String> tags = new HashMap<>(instance.tags());
            return switch (this) {
                case RESPECTS_STOPS_INSIDE -> {
                    boolean again = Marker.of(instance)
                            .filter(last -> last.did() == Did.STOP
                                    && instance.launchedAt().isAfter(last.at())
                                    && Transition.isPersons(instance.reasonCode()))
                            .isPresent();
                    if (again) {
                        tags.remove(StopperConfig.MARKER_TAG);
                    }
                    yield Fixture.with(instance, instance.launchedAt(), tags);
                }
                case IGNORES_STAY_OFF -> {
                    tags.remove("nightshift:stay-off");
                    yield Fixture.with(instance, instance.launchedAt(), tags);
                }
                case IGNORES_KEEP_UNTIL -> {
                    tags.remove("nightshift:keep-until");
                    yield Fixture.with(instance, instance.launchedAt(), tags);
                }
                case FORGETS_STARTS -> Fixture.with(instance, Instant.parse("2026-05-01T00:00:00Z"), tags);
                case STARTS_EVERYTHING -> {
                    if (!instance.is("stopped")) {
                        yield instance;
                    }
                    tags.put(
                            StopperConfig.MARKER_TAG,
                            "start 2026-05-01T00:00:00Z/2026-05-02T00:00:00Z 2026-05-02T00:00:00Z");
                    yield Fixture.with(instance, Instant.parse("2026-05-01T00:00:00Z"), tags);
                }
                case MISSES_STOPS -> {
                    if (instance.id().endsWith("1")) {
                        tags.put("nightshift:never-stop", "");
                    }
                    yield Fixture.with(instance, instance.launchedAt(), tags);
                }
                case CLOSES_NO_MARKER, MARKS_AFTER_THE_CALL, OVERLOOKS_STOPPING -> instance;
            };
        }
    }

    private static final class UnsafeFleet implements Fleet {
        private final Unsafe how;
        private final Fleet fleet;
        private Optional<Marker> later = Optional.empty();

        private UnsafeFleet(Unsafe how, Fleet fleet) {
            this.how = how;
            this.fleet = fleet;
        }

        @Override
        public List<Instance> look(String tagKey) {
            return fleet.look(tagKey).stream()
                    .filter(instance -> how != Unsafe.OVERLOOKS_STOPPING || !instance.is("stopping"))
                    .map(how::seen)
                    .toList();
        }

        @Override
        public List<Instance> lookAtAll() {
            return fleet.lookAtAll();
        }

        @Override
        public Map<String, String> unstartable(Collection<String> ids) {
            return fleet.unstartable(ids);
        }

        @Override
        public Map<String, Failure> mark(List<String> ids, Marker marker) {
            if (how == Unsafe.MARKS_AFTER_THE_CALL && marker.did() == Did.STOP) {
                later = Optional.of(marker);
                return Map.of();
            }
            return how == Unsafe.CLOSES_NO_MARKER && marker.did() == Did.CLOSED ? Map.of() : fleet.mark(ids, marker);
        }

        @Override
        public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
            Map<String, Failure> failures = fleet.stop(ids, hibernate);
            later.ifPresent(marker -> fleet.mark(ids, marker));
            return failures;
        }

        @Override
        public Map<String, Failure> start(List<String> ids) {
            return fleet.start(ids);
        }

        @Override
        public Fleet proving() {
            return fleet.proving();
        }
    }

    @ParameterizedTest
    @EnumSource(Unsafe.class)
    void whatIsUnsafeIsFoundOut(Unsafe how) {
        UnaryOperator<Fleet> variant = how::apply;

        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= WORLDS; seed++) {
                        new World(seed, 100, 30, variant).play();
                    }
                })
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getMessage()).containsPattern(how.found));
    }
}
