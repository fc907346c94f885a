package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.pages;
import static dev.nightshift.rotator.AwsCall.text;
import static dev.nightshift.rotator.AwsCall.time;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.rotator.Consumers.Reload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands by the API of Systems Manager.
///
/// Needs `ssm:SendCommand` on the documents and on the instances with the tags, and `ssm:ListCommands`.
final class RunCommand implements Commands {
    private record Sent(Instant at, String status) {}

    private final JsonApi ssm;

    RunCommand(Clients clients) {
        this.ssm = SsmParameters.api(clients);
    }

    @Override
    public Optional<String> statusSince(Reload reload, Instant since) {
        // The filter knows whole seconds, and does not say on which side it keeps its own.
        List<Map<String, String>> filters = List.of(
                filter("DocumentName", reload.document()),
                filter(
                        "InvokedAfter",
                        since.minusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString()));
        List<Sent> found = new ArrayList<>();
        pages(
                ssm,
                "ListCommands",
                "NextToken",
                Map.of("Filters", filters),
                page -> page.all("Commands")
                        .filter(one -> isFor(reload, one))
                        .forEach(one -> found.add(new Sent(time(one, "RequestedDateTime"), text(one, "Status")))));
        return found.stream()
                .filter(one -> !one.at().isBefore(since))
                .max(Comparator.comparing(Sent::at))
                .map(Sent::status);
    }

    private static boolean isFor(Reload reload, Answer command) {
        return command.texts("Targets", "Key").equals(List.of(key(reload)))
                && command.texts("Targets", "Values").equals(List.of(reload.tagValue()));
    }

    /// One instance after the other, and none after one that fails: the first is the canary.
    @Override
    public String send(Reload reload) {
        Map<String, Object> input = Map.of(
                "DocumentName",
                reload.document(),
                "Targets",
                List.of(Map.of("Key", key(reload), "Values", List.of(reload.tagValue()))),
                "MaxConcurrency",
                "1",
                "MaxErrors",
                "0",
                "Comment",
                "Nightshift: a value was rotated");
        return called("SendCommand", () -> text(ssm.call("SendCommand", input), "Command", "CommandId"));
    }

    private static String key(Reload reload) {
        return "tag:" + reload.tagKey();
    }

    // Of a command's filters the members are written small, unlike all others.
    private static Map<String, String> filter(String key, String value) {
        return Map.of("key", key, "value", value);
    }
}
