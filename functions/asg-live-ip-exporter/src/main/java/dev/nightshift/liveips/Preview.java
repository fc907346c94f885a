package dev.nightshift.liveips;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.liveips.look.AwsApis;
import dev.nightshift.liveips.look.AwsScout;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.plan.Decision;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.OutputSettings;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What an output would publish now, looked at and written nowhere.
///
/// @param body the list as its first destination would have it
/// @param remarks who was left out and what could not be seen, a sentence each
/// @param isComplete whether all groups were found and read
public record Preview(String body, List<String> remarks, boolean isComplete) {
    /// An output whose keys are right.
    public static final class Wanted {
        private final Output output;

        private Wanted(Output output) {
            this.output = output;
        }

        /// Asks AWS.
        public Preview look(Clients clients) {
            return of(clients, output);
        }
    }

    /// Reads the keys that an output has in the settings.
    ///
    /// @param name the output's
    /// @param output the keys as a tree
    /// @throws dev.nightshift.kit.SettingsException naming each key that is wrong
    public static Wanted read(String name, Object output) {
        return Settings.read("output", output, settings -> new Wanted(OutputSettings.read(name, settings)));
    }

    private static Preview of(Clients clients, Output read) {
        Look look = new AwsScout(new AwsApis(clients, Watch.HERE)).look(read.place(), List.of(read), List.of());
        Decision decision = Decision.of(read, look, Manifest.NONE, Instant.EPOCH);
        Destination first = read.publish().getFirst();
        // That an empty list would wait for its confirmation is no news to who asks for it.
        List<Finding> unseen = decision.findings().stream()
                .filter(finding -> finding.isUnread() || finding.kind() == Finding.Kind.MISSING)
                .toList();
        return new Preview(
                read.body(first, decision.list()),
                Stream.concat(
                                unseen.stream().map(finding -> finding.subject() + " " + finding.why()),
                                decision.leftOut().stream()
                                        .map(out -> "%s of %s %s"
                                                .formatted(
                                                        out.instance(),
                                                        out.group(),
                                                        out.reason().text())))
                        .toList(),
                unseen.isEmpty());
    }
}
