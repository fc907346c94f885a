package dev.nightshift.rotator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a new value can match what Parameter Store allows of a parameter, told without its live value.
///
/// Of a value that is one random text it is as sure as a rotation, which gives up after as many tries: a rule of whose
/// values one in a thousand matches is refused here once in twenty thousand times. Of JSON only what is certain is
/// said:
/// that nothing matches which begins as an object does.
record PatternFit(PasswordPolicy policy) {
    private static final Set<Strategy> JSON = EnumSet.range(Strategy.POSTGRES, Strategy.MYSQL_ALTERNATING);
    // What may stand before an object, and it: RFC 8259, section 2.
    private static final String BEGINNINGS = "{ \t\r\n";

    /// Why no value of its rule can ever be published, as the end of a sentence.
    Optional<String> refusal(Parameter parameter, Strategy strategy) {
        if (parameter.allowedPattern().isEmpty()) {
            return Optional.empty();
        }
        try {
            boolean random = strategy == Strategy.RANDOM;
            boolean whole = random && !(RandomField.of(parameter) instanceof RandomField.Named);
            boolean object = (random && !whole) || JSON.contains(strategy);
            boolean none = (whole && isNoneOfMany(parameter)) || (object && isNoObject(parameter));
            return none ? Optional.of("no value of its password rule can match its allowed pattern") : Optional.empty();
        } catch (Target.Unsuitable e) {
            return Optional.of(e.why());
        }
    }

    // The same answer each day.
    private boolean isNoneOfMany(Parameter parameter) {
        return new Passwords(new Random(1))
                .generate(policy.of(parameter), text -> parameter.accepts(Secret.of(text)))
                .isEmpty();
    }

    private static boolean isNoObject(Parameter parameter) {
        return Stream.of(BEGINNINGS.split("")).allMatch(parameter::refusesAllThatBegin);
    }
}
