package dev.nightshift.stopper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A fleet that notes what is asked of it and refuses what it is told to refuse.
final class FakeFleet implements Fleet {
    final List<Instance> instances = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final Map<String, Failure> unmarkable = new HashMap<>();
    final Map<String, Failure> refused = new HashMap<>();

    @Override
    public List<Instance> optedIn(String tagKey) {
        calls.add("describe " + tagKey);
        return List.copyOf(instances);
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        return note("mark " + marker.value(), ids, unmarkable);
    }

    @Override
    public Map<String, Failure> stop(List<String> ids) {
        return note("stop", ids, refused);
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return note("start", ids, refused);
    }

    private Map<String, Failure> note(String call, List<String> ids, Map<String, Failure> failures) {
        calls.add(call + " " + ids);
        Map<String, Failure> failed = new HashMap<>(failures);
        failed.keySet().retainAll(ids);
        return failed;
    }
}
