package dev.nightshift.local.aws.front;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The calls that came in, in the order in which they were answered.
public final class Calls {
    private final List<Call> all = new CopyOnWriteArrayList<>();
    private final List<String> unrecognized = new CopyOnWriteArrayList<>();

    public Calls() {}

    /// Every call.
    public List<Call> all() {
        return List.copyOf(all);
    }

    /// The calls of one operation, whatever became of them.
    public List<Call> of(String service, String operation) {
        return all.stream()
                .filter(call ->
                        call.service().equals(service) && call.operation().equals(operation))
                .toList();
    }

    /// What could not be answered as AWS would, because this endpoint does not know it, in words. A test that asserts
    /// on an error should also assert that there is none of these.
    public List<String> unrecognized() {
        return List.copyOf(unrecognized);
    }

    /// Forgets what came in so far.
    public void clear() {
        all.clear();
        unrecognized.clear();
    }

    void add(Call call) {
        all.add(call);
    }

    void addUnrecognized(String what) {
        unrecognized.add(what);
    }
}
