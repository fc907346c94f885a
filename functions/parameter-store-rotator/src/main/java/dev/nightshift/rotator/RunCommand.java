package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.isMore;

import dev.nightshift.rotator.Consumers.Reload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;
import software.amazon.awssdk.services.ssm.model.Target;

/// Commands by the API of Systems Manager.
///
/// Needs `ssm:SendCommand` on the documents and on the instances with the tags, and `ssm:ListCommands`.
final class RunCommand implements Commands {
    private final SsmClient ssm;

    RunCommand(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Optional<String> statusSince(Reload reload, Instant since) {
        // The filter knows whole seconds, and does not say on which side it keeps its own.
        List<CommandFilter> filters = List.of(
                filter(CommandFilterKey.DOCUMENT_NAME, reload.document()),
                filter(
                        CommandFilterKey.INVOKED_AFTER,
                        since.minusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString()));
        List<Command> found = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            ListCommandsResponse response = called(
                    "ListCommands",
                    () -> ssm.listCommands(request -> request.filters(filters).nextToken(page)));
            found.addAll(response.commands());
            token = response.nextToken();
        } while (isMore(token));
        return found.stream()
                .filter(one -> !one.requestedDateTime().isBefore(since))
                .filter(one -> one.targets().equals(List.of(target(reload))))
                .max(Comparator.comparing(Command::requestedDateTime))
                .map(Command::statusAsString);
    }

    /// One instance after the other, and none after one that fails: the first is the canary.
    @Override
    public String send(Reload reload) {
        return called(
                "SendCommand",
                () -> ssm.sendCommand(request -> request.documentName(reload.document())
                                .targets(target(reload))
                                .maxConcurrency("1")
                                .maxErrors("0")
                                .comment("Nightshift: a value was rotated"))
                        .command()
                        .commandId());
    }

    private static Target target(Reload reload) {
        return Target.builder()
                .key("tag:" + reload.tagKey())
                .values(reload.tagValue())
                .build();
    }

    private static CommandFilter filter(CommandFilterKey key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }
}
