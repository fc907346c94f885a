package dev.nightshift.stopper;

import dev.nightshift.stopper.UnsafeStopper.How;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A fleet that sees and does what an unsafe stopper would.
final class UnsafeFleet implements Fleet {
    private final How how;
    private final Fleet fleet;
    private final UnaryOperator<Instance> seen;
    private Optional<Marker> later = Optional.empty();

    UnsafeFleet(How how, Fleet fleet, UnaryOperator<Instance> seen) {
        this.how = how;
        this.fleet = fleet;
        this.seen = seen;
    }

    @Override
    public List<Instance> look(String tagKey) {
        return fleet.look(tagKey).stream()
                .filter(instance -> how != How.OVERLOOKS_STOPPING || !instance.is("stopping"))
                .map(seen)
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
        if (how == How.MARKS_AFTER_THE_CALL && marker.did() == Did.STOP) {
            later = Optional.of(marker);
            return Map.of();
        }
        return how == How.CLOSES_NO_MARKER && marker.did() == Did.CLOSED ? Map.of() : fleet.mark(ids, marker);
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
