package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.sns.Publication;
import dev.nightshift.local.ops.lambda.FunctionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was seen while a weekend was played.
///
/// @param entries in order
/// @param published all that went to the topic
/// @param instances the fleet in the end, in the order of its launch
/// @param stopped how long each instance was stopped, by id; those that never were are missing
record Chronicle(
        List<Entry> entries, List<Publication> published, List<Instance> instances, Map<String, Duration> stopped) {
    Chronicle {
        entries = List.copyOf(entries);
        stopped = Map.copyOf(stopped);
    }

    /// One thing that was seen.
    sealed interface Entry {
        Instant at();
    }

    /// Something that the function did not do.
    record Happened(Instant at, String what) implements Entry {}

    /// A run of the function.
    ///
    /// @param took from handing out the event to the answer, in real time
    record Ran(Instant at, FunctionResult result, Duration took) implements Entry {}

    /// What a run said of an instance.
    ///
    /// @param title of the section in which it stood
    record Said(Instant at, String title, String why) {}

    /// The runs.
    List<Ran> runs() {
        return entries.stream()
                .filter(Ran.class::isInstance)
                .map(Ran.class::cast)
                .toList();
    }

    /// What the runs said of one instance, in order.
    List<Said> saidOf(String id) {
        List<Said> said = new ArrayList<>();
        for (Ran run : runs()) {
            for (FunctionResult.Section section : run.result().sections()) {
                section.rows().stream()
                        .filter(row -> id.equals(row.get("id")))
                        .forEach(row -> said.add(new Said(run.at(), section.title(), row.getOrDefault("why", ""))));
            }
        }
        return said;
    }

    /// What became of each instance.
    List<Fate> fates() {
        return instances.stream().map(instance -> Fate.of(instance, this)).toList();
    }

    /// The mails that people got.
    List<Publication> mails() {
        return published.stream()
                .filter(publication -> publication.bodies().containsKey("email"))
                .toList();
    }
}
