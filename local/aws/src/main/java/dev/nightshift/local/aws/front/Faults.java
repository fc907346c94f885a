package dev.nightshift.local.aws.front;

import dev.nightshift.local.aws.wire.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Rules that make calls go wrong. The first that strikes a call decides, and later rules do not count that call.
public final class Faults {
    /// Which calls go wrong. Each step narrows, [#with] makes the rule.
    public final class When {
        private Predicate<Request> which;
        private IntPredicate occurrence = number -> true;

        private When(Predicate<Request> which) {
            this.which = which;
        }

        /// Only those with such parameters, by their full names.
        public When where(Predicate<Map<String, String>> such) {
            which = which.and(request -> such.test(request.parameters().values()));
            return this;
        }

        /// Only the first `n` of them.
        public When first(int n) {
            occurrence = number -> number <= n;
            return this;
        }

        /// Only the `n`th of them, counted from one.
        public When only(int n) {
            occurrence = number -> number == n;
            return this;
        }

        /// Only those from the `n`th on, counted from one.
        public When from(int n) {
            occurrence = number -> number >= n;
            return this;
        }

        /// Makes the rule.
        public void with(Fault fault) {
            rules.add(new Rule(which, occurrence, new AtomicInteger(), fault));
        }
    }

    private record Rule(Predicate<Request> which, IntPredicate occurrence, AtomicInteger seen, Fault fault) {
        boolean strikes(Request request) {
            return which.test(request) && occurrence.test(seen.incrementAndGet());
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    public Faults() {}

    /// Begins a rule for an operation, `on("ec2", "StopInstances")`.
    public When on(String service, String operation) {
        return new When(request ->
                request.service().equals(service) && request.operation().equals(operation));
    }

    /// Begins a rule for every operation.
    public When onAny() {
        return new When(request -> true);
    }

    /// From now on all goes well.
    public void clear() {
        rules.clear();
    }

    Optional<Fault> strike(Request request) {
        return rules.stream().filter(rule -> rule.strikes(request)).findFirst().map(Rule::fault);
    }
}
