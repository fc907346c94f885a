package dev.nightshift.stopper;

import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A fleet that notes what is asked of it and refuses what it is told to refuse.
final class FakeFleet implements Fleet {
    final List<Instance> instances = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final Map<String, Failure> unmarkable = new HashMap<>();
    final Map<String, Failure> refused = new HashMap<>();
    final Map<String, String> unstartable = new TreeMap<>();
    Optional<RuntimeException> blind = Optional.empty();

    @Override
    public List<Instance> look(String tagKey) {
        calls.add("look " + tagKey);
        blind.ifPresent(e -> {
            throw e;
        });
        return List.copyOf(instances);
    }

    @Override
    public List<Instance> lookAtAll() {
        return look("*");
    }

    @Override
    public Map<String, String> unstartable(Collection<String> ids) {
        Map<String, String> reasons = new TreeMap<>(unstartable);
        reasons.keySet().retainAll(ids);
        return reasons;
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        return note("mark " + marker.value(), ids, unmarkable);
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        return note(hibernate ? "hibernate" : "stop", ids, refused);
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return note("start", ids, refused);
    }

    /// Notes what is asked of it with the word `prove`.
    @Override
    public Fleet proving() {
        return new Fleet() {
            @Override
            public List<Instance> look(String tagKey) {
                return FakeFleet.this.look(tagKey);
            }

            @Override
            public List<Instance> lookAtAll() {
                return FakeFleet.this.lookAtAll();
            }

            @Override
            public Map<String, String> unstartable(Collection<String> ids) {
                return FakeFleet.this.unstartable(ids);
            }

            @Override
            public Map<String, Failure> mark(List<String> ids, Marker marker) {
                return note("prove mark", ids, unmarkable);
            }

            @Override
            public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
                return note("prove stop", ids, refused);
            }

            @Override
            public Map<String, Failure> start(List<String> ids) {
                return note("prove start", ids, refused);
            }

            @Override
            public Fleet proving() {
                return this;
            }
        };
    }

    private Map<String, Failure> note(String call, List<String> ids, Map<String, Failure> failures) {
        calls.add(call + " " + ids);
        Map<String, Failure> failed = new HashMap<>(failures);
        failed.keySet().retainAll(ids);
        return failed;
    }
}
