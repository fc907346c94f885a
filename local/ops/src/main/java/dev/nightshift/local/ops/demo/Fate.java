package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.ec2.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What became of one instance over a weekend.
///
/// @param kind what people sort instances by
/// @param stopped for how long it was stopped, by whomever
/// @param stoppedByUs when the function first stopped it
/// @param startedByUs when the function last started it
/// @param remark why it was left alone, kept or could not be started, the last time that was so; may be empty
record Fate(
        Instance instance,
        Kind kind,
        Duration stopped,
        Optional<Instant> stoppedByUs,
        Optional<Instant> startedByUs,
        String remark) {
    enum Kind {
        STOPPED,
        LEFT_ALONE,
        NOT_OPTED_IN
    }

    private static final Set<String> REMARKABLE = Set.of("Failed", "Needs a look", "Left alone");

    static Fate of(Instance instance, Chronicle chronicle) {
        List<Chronicle.Said> said = chronicle.saidOf(instance.id());
        Optional<Instant> stoppedByUs = times(said, "Stopped").stream().min(Comparator.naturalOrder());
        Optional<Instant> startedByUs = Stream.concat(
                        times(said, "Started").stream(), times(said, "Started again").stream())
                .max(Comparator.naturalOrder());
        Kind kind = said.isEmpty() ? Kind.NOT_OPTED_IN : stoppedByUs.isPresent() ? Kind.STOPPED : Kind.LEFT_ALONE;
        String remark = said.stream()
                .filter(word -> REMARKABLE.contains(word.title()))
                .reduce((earlier, later) -> later)
                .map(Chronicle.Said::why)
                .orElse("");
        Duration stopped = chronicle.stopped().getOrDefault(instance.id(), Duration.ZERO);
        return new Fate(instance, kind, stopped, stoppedByUs, startedByUs, remark);
    }

    String name() {
        return instance.tags().getOrDefault("Name", "");
    }

    private static List<Instant> times(List<Chronicle.Said> said, String title) {
        return said.stream()
                .filter(word -> word.title().equals(title))
                .map(Chronicle.Said::at)
                .toList();
    }
}
