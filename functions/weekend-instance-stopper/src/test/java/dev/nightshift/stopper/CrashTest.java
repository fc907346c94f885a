package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.config;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.settings.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A run dies before or after each of its changes; the runs that follow put everything where its schedule wants it.
class CrashTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T17:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(15);

    /// The end of a process in the middle of its work.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /// Dies at one change, which is made or not.
    private static final class MortalFleet implements Fleet {
        private final Fleet fleet;
        private final int fatal;
        private final boolean applied;
        private int changes;

        private MortalFleet(Fleet fleet, int fatal, boolean applied) {
            this.fleet = fleet;
            this.fatal = fatal;
            this.applied = applied;
        }

        private Map<String, Failure> change(Supplier<Map<String, Failure>> change) {
            boolean dies = ++changes == fatal;
            if (dies && !applied) {
                throw new Crash();
            }
            Map<String, Failure> failures = change.get();
            if (dies) {
                throw new Crash();
            }
            return failures;
        }

        @Override
        public List<Instance> look(String tagKey) {
            return fleet.look(tagKey);
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
            return change(() -> fleet.mark(ids, marker));
        }

        @Override
        public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
            return change(() -> fleet.stop(ids, hibernate));
        }

        @Override
        public Map<String, Failure> start(List<String> ids) {
            return change(() -> fleet.start(ids));
        }

        @Override
        public Fleet proving() {
            return fleet.proving();
        }
    }

    static List<String> crashes() {
        List<String> crashes = new ArrayList<>();
        for (String when : List.of("2026-11-20T17:00:00Z", "2026-11-23T07:00:00Z")) {
            for (int change = 1; change <= 6; change++) {
                crashes.add(when + " " + change + " lost");
                crashes.add(when + " " + change + " applied");
            }
        }
        return crashes;
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void whereverARunDiesTheNextOnesEndWhereTheScheduleWantsIt(String crash) {
        String[] parts = crash.split(" ", -1);
        AtomicReference<Instant> clock = new AtomicReference<>(FRIDAY.minus(EVERY));
        try (LocalAws aws = LocalAws.start(clock::get)) {
            Ec2 ec2 = aws.ec2("eu-central-1");
            Clients clients = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()));
            Fleet fleet = Ec2Fleet.of(clients, List.of());
            dev.nightshift.local.aws.ec2.Instance large =
                    ec2.launch("m7g.large").tag("nightshift:schedule", "weekend");
            dev.nightshift.local.aws.ec2.Instance small = ec2.launch("t4g.small")
                    .tag("nightshift:schedule", "weekend")
                    .zone("eu-central-1b");
            dev.nightshift.local.aws.ec2.Instance ordered = ec2.launch("m7g.large")
                    .tag("nightshift:schedule", "weekend")
                    .tag("nightshift:start-order", "1");
            dev.nightshift.local.aws.ec2.Instance notOptedIn = ec2.launch("m7g.large");
            dev.nightshift.local.aws.ec2.Instance stoppedByPerson = ec2.launch("m7g.large")
                    .tag("nightshift:schedule", "weekend")
                    .stop();
            dev.nightshift.local.aws.ec2.Instance startedByPerson =
                    ec2.launch("m7g.large").tag("nightshift:schedule", "weekend");

            for (Instant at = FRIDAY; !at.isAfter(MONDAY.plus(Duration.ofHours(1))); at = next(at)) {
                clock.set(at);
                boolean dies = at.equals(Instant.parse(parts[0]));
                run(dies ? new MortalFleet(fleet, Integer.parseInt(parts[1]), parts[2].equals("applied")) : fleet, at);
                if (at.equals(FRIDAY.plus(EVERY.multipliedBy(4)))) {
                    assertThat(List.of(large, small, ordered, startedByPerson))
                            .allSatisfy(each -> assertThat(each.state()).isEqualTo(InstanceState.STOPPED));
                    startedByPerson.start();
                }
                assertThat(notOptedIn.state()).isEqualTo(InstanceState.RUNNING);
                assertThat(stoppedByPerson.state()).isEqualTo(InstanceState.STOPPED);
                if (at.isAfter(FRIDAY.plus(EVERY.multipliedBy(4)))) {
                    assertThat(startedByPerson.state()).isEqualTo(InstanceState.RUNNING);
                }
            }

            assertThat(List.of(large, small, ordered))
                    .allSatisfy(each -> assertThat(each.state()).isEqualTo(InstanceState.RUNNING));
        }
    }

    /// A run in fifteen minutes around the window's ends, one in six hours between them.
    private static Instant next(Instant at) {
        boolean quiet = at.isAfter(FRIDAY.plus(Duration.ofHours(2))) && at.isBefore(MONDAY.minus(Duration.ofHours(8)));
        return at.plus(quiet ? Duration.ofHours(6) : EVERY);
    }

    private static void run(Fleet fleet, Instant at) {
        Pace pace = Pace.ofStops(() -> at, time -> {}, () -> Duration.ofMinutes(4));
        PlaceRun.Order order = new PlaceRun.Order(at, false, false, Optional.empty(), Optional::empty);
        try {
            PlaceRun.of(config(), new Place("123456789012", "eu-central-1"), fleet, pace, pace, order);
        } catch (Crash e) {
            // What is left behind is for the next run.
            assertThat(e).isNotNull();
        }
    }
}
