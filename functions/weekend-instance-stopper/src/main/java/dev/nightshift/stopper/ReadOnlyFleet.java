package dev.nightshift.stopper;

import java.util.List;
import java.util.Map;

/// A fleet for dry runs: it looks, and every change succeeds without being made.
record ReadOnlyFleet(Fleet fleet) implements Fleet {
    @Override
    public List<Instance> optedIn(String tagKey) {
        return fleet.optedIn(tagKey);
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        return Map.of();
    }

    @Override
    public Map<String, Failure> stop(List<String> ids) {
        return Map.of();
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return Map.of();
    }
}
