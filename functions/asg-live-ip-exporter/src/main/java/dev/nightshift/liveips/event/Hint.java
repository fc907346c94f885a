package dev.nightshift.liveips.event;

import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;

/// That something changed: a hint, never what it is now. A run looks for itself.
///
/// @param at when, as the event says: in whole seconds, so that it was up to a second later
public record Hint(Subject subject, Instant at) {
    /// What an event is about.
    public sealed interface Subject {
        /// An Auto Scaling group.
        record OfGroup(String name) implements Subject {}

        /// An instance that goes, or may go soon: it concerns those lists that have it.
        record Going(String instance) implements Subject {}

        /// An instance that runs: it concerns those lists whose instances are chosen by their tags.
        record Coming(String instance) implements Subject {}

        /// A target group.
        record OfTargetGroup(String arn) implements Subject {}

        /// An ECS service.
        record OfService(Source.Service service) implements Subject {}
    }

    /// Whether it concerns an output.
    ///
    /// @param last what is published there
    boolean concerns(Output output, Manifest last) {
        return switch (subject) {
            case Subject.OfGroup(String name) -> output.groups().maySelect(name);
            case Subject.Going(String instance) ->
                last.entries().stream().anyMatch(entry -> entry.instance().equals(instance));
            case Subject.Coming(String instance) ->
                output.groups().of(Source.Instances.class).findAny().isPresent();
            case Subject.OfTargetGroup(String arn) -> output.namesTargetGroup(arn);
            case Subject.OfService(Source.Service service) -> output.groups().maySelect(service.name());
        };
    }

    /// Whether what a look that began then has seen is no older than this.
    public boolean isSeenBy(Instant lookBegan) {
        return !lookBegan.isBefore(at.plusSeconds(1));
    }
}
