package dev.nightshift.stopper;

import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The same instances for a dry run: nothing is changed, and everything would be permitted.
record WorldProof(WorldFleet fleet) implements Fleet {
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
        return Map.of();
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        return Map.of();
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return Map.of();
    }

    @Override
    public Fleet proving() {
        return this;
    }
}
