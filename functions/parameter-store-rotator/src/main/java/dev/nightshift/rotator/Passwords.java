package dev.nightshift.rotator;

import dev.nightshift.rotator.PasswordPolicy.CharacterClass;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes values: every value that the policy permits is as likely as any other.
final class Passwords {
    // A policy whose classes fit its length is met at every third try or sooner; a pattern may
    // ask for what never comes.
    private static final int MOST_TRIES = 10_000;

    private final RandomGenerator random;

    /// @param random unpredictable: a [java.security.SecureRandom], but in tests
    Passwords(RandomGenerator random) {
        this.random = random;
    }

    /// A value that has all classes of the policy and is accepted.
    ///
    /// @param accepted whether the value, once it stands where it belongs, is what others ask for
    /// @return nothing when none of many is accepted
    Optional<String> generate(PasswordPolicy policy, Predicate<String> accepted) {
        String alphabet = policy.classes().stream().map(policy::usable).collect(Collectors.joining());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            StringBuilder value = new StringBuilder(policy.length());
            for (int i = 0; i < policy.length(); i++) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            // Thrown away as a whole: mending it would make some values likelier than others.
            String text = value.toString();
            if (policy.classes().stream().allMatch(one -> has(text, one)) && accepted.test(text)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static boolean has(String text, CharacterClass one) {
        return text.chars().anyMatch(c -> one.characters().indexOf(c) >= 0);
    }
}
