package dev.nightshift.local.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The calls that came in, in the order in which they were answered.
public final class Calls {
    private final List<Call> all = new CopyOnWriteArrayList<>();
    private final List<String> unrecognized = new CopyOnWriteArrayList<>();

    Calls() {}

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

    /// What was asked and this endpoint does not know, in words. A test that expects none should say so: AWS may know
    /// it, and then the test's error was not AWS's.
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
