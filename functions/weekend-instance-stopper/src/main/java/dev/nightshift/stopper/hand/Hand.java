package dev.nightshift.stopper.hand;

import dev.nightshift.kit.Zones;
import dev.nightshift.stopper.act.Execution;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.hand.Decision.Change;
import dev.nightshift.stopper.hand.Decision.Refused;
import dev.nightshift.stopper.hand.Decision.TagValue;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// One instance that a person changes by hand: by the rules and the calls of the function's own runs, with the person's
/// permissions.
public final class Hand {
    private static final String INACTIVE =
            "the function changes nothing, whatever its schedules say: dryRun or enabled in its settings";
    private static final Duration CALLS = Duration.ofMinutes(1);

    private final StopperConfig config;
    private final boolean acts;
    private final Place place;
    private final Ec2Fleet fleet;
    private final Instance instance;

    Hand(StopperConfig config, boolean acts, Place place, Ec2Fleet fleet, Instance instance) {
        this.config = config.in(place.account());
        this.acts = acts;
        this.place = place;
        this.fleet = fleet;
        this.instance = instance;
    }

    /// What was done, or would be.
    ///
    /// @param changes each the end of a sentence that begins with what is done
    /// @param next what runs of the function do afterwards, each a sentence
    public record Done(List<String> changes, List<String> next) {}

    /// The instance, where it is and how, for people.
    public String title() {
        String name = instance.name().isEmpty() ? "" : " (" + instance.name() + ")";
        return "%s%s in %s, %s, %s: %s, schedule %s, times in %s"
                .formatted(
                        instance.id(),
                        name,
                        place,
                        instance.type(),
                        instance.zone(),
                        instance.state(),
                        config.isConcerned(instance) ? "\"" + config.scheduleOf(instance) + "\"" : "none",
                        Zones.name(zone()));
    }

    /// The zone of its schedule.
    public ZoneId zone() {
        return plan(Instant.EPOCH).zone();
    }

    /// Does what a person asks for. First every call is made with EC2's own `DryRun`, so that a permission that is
    /// missing leaves nothing half-done.
    ///
    /// @param dryRun whether that is all
    /// @throws RefusedException when it is not done, saying why
    public Done carryOut(Wish wish, Instant now, boolean dryRun) {
        return switch (plan(now).of(wish)) {
            case Refused(String why) -> throw refused(why);
            case Change change -> {
                proveStartable(change);
                carryOut(change, fleet.proving(), now);
                if (!dryRun) {
                    carryOut(change, fleet, now);
                }
                yield new Done(changes(change, now), acts ? change.next() : List.of(INACTIVE));
            }
        };
    }

    private HandPlan plan(Instant now) {
        return new HandPlan(config, acts, instance, now);
    }

    /// What is stopped must be startable again, for everybody.
    private void proveStartable(Change change) {
        try {
            if (change.verdict().filter(Verdict.Stop.class::isInstance).isPresent()) {
                Optional.ofNullable(fleet.unstartable(List.of(instance.id())).get(instance.id()))
                        .ifPresent(why -> {
                            throw refused(why);
                        });
            }
        } catch (SdkException e) {
            throw refused("it is not known whether it could be started again: "
                    + Failure.of(e).words());
        }
    }

    private void carryOut(Change change, Ec2Fleet on, Instant now) {
        change.tag().ifPresent(tag -> write(tag, on));
        Optional<Failure> failure = change.verdict().flatMap(verdict -> carryOut(verdict, on, now));
        if (failure.isPresent()) {
            change.tag().ifPresent(tag -> write(before(tag, now), on));
            throw refused(failure.get().words());
        }
    }

    private Optional<Failure> carryOut(Verdict verdict, Ec2Fleet on, Instant now) {
        InstantSource clock = InstantSource.fixed(now);
        Pace one = Pace.ofStops(clock, _ -> {}, () -> CALLS);
        Result result =
                Execution.of(on, one, one, 1, List.of(verdict), now).getFirst().result();
        return result instanceof Result.Failed(Failure failure) ? Optional.of(failure) : Optional.empty();
    }

    private void write(TagValue tag, Ec2Fleet on) {
        Failure failure = on.tag(List.of(instance.id()), tag.key(), tag.value()).get(instance.id());
        if (failure != null) {
            throw refused("its tag " + tag.key() + ": " + failure.words());
        }
    }

    /// The tag as it was; where there was none, one that is over, because nobody may delete tags.
    private TagValue before(TagValue tag, Instant now) {
        String over = OpsCommand.text(now, zone());
        return new TagValue(tag.key(), instance.tags().getOrDefault(tag.key(), over));
    }

    private List<String> changes(Change change, Instant now) {
        List<String> changes = new ArrayList<>();
        change.tag().ifPresent(tag -> changes.add("tag " + tag.key() + " = " + tag.value()));
        change.verdict().ifPresent(verdict -> {
            Execution.marker(verdict, now)
                    .ifPresent(marker -> changes.add("tag " + StopperConfig.MARKER_TAG + " = " + marker.value()));
            changes.add(verdict instanceof Verdict.Stop stop ? stop.hibernate() ? "hibernate" : "stop" : "start");
        });
        return changes;
    }

    private RefusedException refused(String why) {
        return new RefusedException("%s in %s: %s".formatted(instance.id(), place, why));
    }
}
