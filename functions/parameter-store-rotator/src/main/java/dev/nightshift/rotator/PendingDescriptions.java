package dev.nightshift.rotator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;

/// What is written beside pending values, of which GetParameters tells nothing: kept from the calls that list and
/// create them, so that no call is made for it.
final class PendingDescriptions {
    private record Description(Optional<Instant> since, String text) {}

    private final Map<String, Description> byName = new HashMap<>();

    /// Forgets what an earlier run saw.
    void clear() {
        byName.clear();
    }

    void listed(ParameterMetadata one) {
        byName.put(
                one.name(),
                new Description(
                        Optional.of(one.lastModifiedDate()), one.description() == null ? "" : one.description()));
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
