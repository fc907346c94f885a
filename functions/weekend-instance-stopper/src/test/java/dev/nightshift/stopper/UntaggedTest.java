package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.hand.HandPlan;
import dev.nightshift.stopper.hand.Wish;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Instances without the opt-in tag, here `hours`, which have a schedule only where the settings say so.
class UntaggedTest {
    private static final String SHUTDOWN = "Client.UserInitiatedShutdown";
    private static final String HERE = "111122223333";
    private static final String ELSEWHERE = "444455556666";
    private static final StopperConfig CONFIG = Fixture.config("""
            "dryRun": false, "tag": "hours",
            "watch": {"regions": ["eu-central-1"], "accounts": ["444455556666"], "externalId": "acme"},
            "untagged": {"schedule": "weekend", "accounts": ["111122223333"]}""");

    private final FakeFleet fleet = new FakeFleet();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Name=web                      | Stop   | its window began at
            hours=weekend                 | Stop   | its window began at
            hours=broken                  | Refuse | its schedule cannot be read
            hours=other                   | Refuse | its tag hours is "other", which is no schedule
            nightshift:never-stop=        | Keep   | its tag nightshift:never-stop says so
            aws:autoscaling:groupName=web | Keep   | it is in an Auto Scaling group
            eks:cluster-name=prod         | Keep   | it is an EKS node
            nightshift:keep-until=2026-11-22T00:00:00Z | Keep | its tag nightshift:keep-until
            """)
    void inTheAccountThatIsNamedTheyHaveTheirSchedule(String tag, String verdict, String reason) {
        Verdict decided = decide(HERE, Fixture.running("i-1", tag), SATURDAY);

        assertThat(decided.getClass().getSimpleName()).isEqualTo(verdict);
        assertThat(decided.reason()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource({"Name=web, Leave", "hours=weekend, Stop"})
    void inAnotherAccountTheyAreNotTouched(String tag, String verdict) {
        assertThat(decide(ELSEWHERE, Fixture.running("i-1", tag), SATURDAY)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void whatSomebodyStartedInsideTheWindowIsLeftAlone() {
        Instance started = Fixture.startedAt("i-1", SATURDAY.minus(Duration.ofHours(1)));

        assertThat(decide(HERE, started, SATURDAY)).isInstanceOf(Verdict.Keep.class);
    }

    @Test
    void onlyWhatWeStoppedIsStarted() {
        Instance ours = Fixture.stopped("i-1", SHUTDOWN, Fixture.OUR_STOP, Fixture.STOP_MARKER);
        Instance somebodys = Fixture.stopped("i-2", SHUTDOWN, Fixture.OUR_STOP);

        assertThat(decide(HERE, ours, MONDAY)).isInstanceOf(Verdict.Start.class);
        assertThat(decide(HERE, somebodys, MONDAY)).isInstanceOf(Verdict.Keep.class);
    }

    @ParameterizedTest
    @CsvSource({HERE + ", look *", ELSEWHERE + ", look hours"})
    void allInstancesAreLookedAtOnlyWhereThatIsWanted(String account, String call) {
        PlaceRun.Order order = new PlaceRun.Order(SATURDAY, false, false, Optional.empty(), Optional::empty);
        Pace pace = Pace.ofStops(() -> SATURDAY, time -> {}, () -> Duration.ofMinutes(4));
        fleet.instances.add(Fixture.running("i-1", "Name=web"));

        PlaceRun run = PlaceRun.of(CONFIG, new Place(account, "eu-central-1"), fleet, pace, pace, order);

        assertThat(fleet.calls).first().isEqualTo(call);
        assertThat(fleet.calls.stream().anyMatch(each -> each.startsWith("stop")))
                .isEqualTo(account.equals(HERE));
        assertThat(run.outcomes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({HERE + ", Change", ELSEWHERE + ", Refused"})
    void aPersonMayKeepOneWhereItHasASchedule(String account, String decision) {
        Wish keep = new Wish.Keep(SATURDAY.plus(Duration.ofHours(4)), "");

        assertThat(new HandPlan(CONFIG.in(account), true, Fixture.running("i-1"), SATURDAY)
                        .of(keep)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(decision);
    }

    private static Verdict decide(String account, Instance instance, Instant now) {
        return Plan.of(CONFIG.in(account), List.of(instance), now).getFirst();
    }
}
