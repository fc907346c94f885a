package dev.nightshift.stopper.plan;

import dev.nightshift.stopper.model.Instance;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// Reads why and when EC2 says an instance came into its state.
public final class Transition {
    // EC2 API reference, StateReason: the codes of a stop that somebody asked for.
    private static final String FROM_INSIDE = "Client.InstanceInitiatedShutdown";
    private static final Set<String> PERSONS =
            Set.of("Client.UserInitiatedShutdown", "Client.UserInitiatedHibernate", FROM_INSIDE);

    private static final int TIMESTAMP_CHARS = "2026-11-20 17:00:12".length();

    private Transition() {}

    /// Whether a caller of the API or the operating system asked for it; our own stop is such a caller too.
    public static boolean isPersons(String reasonCode) {
        return PERSONS.contains(reasonCode);
    }

    /// Whether the operating system asked for it: that leaves no time behind, and is never our own stop.
    static boolean isFromInside(String reasonCode) {
        return FROM_INSIDE.equals(reasonCode);
    }

    /// How a person stopped the instance, as the end of a sentence.
    static String words(Instance instance) {
        String how = isFromInside(instance.reasonCode()) ? "it was shut down from inside" : "somebody stopped it";
        return at(instance.transition()).map(at -> how + " at " + at).orElse(how);
    }

    /// The instant in a text such as `User initiated (2026-11-20 17:00:12 GMT)`; empty when there is none,
    /// as for some causes.
    public static Optional<Instant> at(String transition) {
        int open = transition.lastIndexOf('(');
        if (open < 0 || transition.length() < open + 1 + TIMESTAMP_CHARS) {
            return Optional.empty();
        }
        String time = transition.substring(open + 1, open + 1 + TIMESTAMP_CHARS);
        try {
            return Optional.of(LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
