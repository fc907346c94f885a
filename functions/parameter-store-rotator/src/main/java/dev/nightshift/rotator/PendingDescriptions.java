package dev.nightshift.rotator;

import dev.nightshift.kit.aws.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is written beside pending values, of which GetParameters tells nothing: kept from the calls that list and
/// create them, so that no call is made for it.
final class PendingDescriptions {
    private record Description(Optional<Instant> since, String text) {}

    private final Map<String, Description> byName = new HashMap<>();

    /// Forgets what an earlier run saw.
    void clear() {
        byName.clear();
    }

    /// @param one of the parameters that DescribeParameters lists
    void listed(Answer one) {
        byName.put(one.text("Name"), new Description(one.time("LastModifiedDate"), one.text("Description")));
    }

    void wrote(String name, String text) {
        byName.put(name, new Description(Optional.empty(), text));
    }

    /// That of the pending value that was written at this time; nothing where another one was seen.
    Optional<String> of(String name, Instant modified) {
        return Optional.ofNullable(byName.get(name))
                .filter(one -> one.since().isEmpty() || one.since().equals(Optional.of(modified)))
                .map(Description::text);
    }
}
