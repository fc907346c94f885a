package dev.nightshift.local.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Rules that make calls go wrong; the first that fits a call decides.
public final class Faults {
    /// Which calls go wrong. Each step narrows, [#with] makes the rule.
    public final class When {
        private final String service;
        private final String operation;
        private final Predicate<Map<String, String>> parameters;
        private final IntPredicate occurrence;

        private When(
                String service, String operation, Predicate<Map<String, String>> parameters, IntPredicate occurrence) {
            this.service = service;
            this.operation = operation;
            this.parameters = parameters;
            this.occurrence = occurrence;
        }

        /// Only those with such parameters, by their full names.
        public When where(Predicate<Map<String, String>> such) {
            return new When(service, operation, parameters.and(such), occurrence);
        }

        /// Only the first `n` of them.
        public When first(int n) {
            return new When(service, operation, parameters, number -> number <= n);
        }

        /// Only the `n`th of them, counted from one.
        public When only(int n) {
            return new When(service, operation, parameters, number -> number == n);
        }

        /// Makes the rule.
        public void with(Fault fault) {
            rules.add(new Rule(this, new AtomicInteger(), fault));
        }

        private boolean fits(Request request) {
            return service.equals(request.service())
                    && operation.equals(request.operation())
                    && parameters.test(request.parameters().values());
        }
    }

    private record Rule(When when, AtomicInteger seen, Fault fault) {
        boolean strikes(Request request) {
            return when.fits(request) && when.occurrence.test(seen.incrementAndGet());
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    Faults() {}

    /// Begins a rule for an operation, `on("ec2", "StopInstances")`.
    public When on(String service, String operation) {
        return new When(service, operation, parameters -> true, number -> true);
    }

    /// From now on all goes well.
    public void clear() {
        rules.clear();
    }

    Optional<Fault> strike(Request request) {
        return rules.stream().filter(rule -> rule.strikes(request)).findFirst().map(Rule::fault);
    }
}
