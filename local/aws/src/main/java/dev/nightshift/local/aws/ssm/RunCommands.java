package dev.nightshift.local.aws.ssm;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// The commands that were sent to instances: none is carried out, all end at once.
///
/// Sources: SendCommand and ListCommands, AWS Systems Manager API Reference; Restricting Run Command access based on
/// tags, AWS Systems Manager User Guide.
final class RunCommands {
    private record Command(String id, String document, String tag, String value, Instant requested, String status) {}

    private final Place place;
    private final InstantSource clock;
    private final List<Command> commands = new ArrayList<>();
    private String status = "Success";

    RunCommands(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    void end(String as) {
        status = as;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "SendCommand",
                new Operation(
                        Set.of(
                                "DocumentName",
                                "Targets.N.Key",
                                "Targets.N.Values.N",
                                "MaxConcurrency",
                                "MaxErrors",
                                "Comment"),
                        this::sending,
                        this::sendCommand),
                "ListCommands",
                new Operation(
                        Set.of("Filters.N.key", "Filters.N.value", "NextToken"),
                        asked -> List.of(IamRequest.of("ssm:ListCommands", "*")),
                        this::listCommands));
    }

    /// Both the document and every instance that the tag finds; here one stands for all of them.
    private List<IamRequest> sending(Parameters asked) {
        Parameters target = asked.items("Targets").getFirst();
        Map<String, String> tags = Map.of(
                target.textOrEmpty("Key").substring("tag:".length()),
                target.list("Values").getFirst());
        return List.of(
                IamRequest.of("ssm:SendCommand", place.arn("ssm", "document/" + asked.textOrEmpty("DocumentName"))),
                IamRequest.of("ssm:SendCommand", place.arn("ec2", "instance/i-0123456789abcdef0"))
                        .withTags("ssm:resourceTag/", tags));
    }

    private Fields sendCommand(Parameters asked) {
        Parameters target = asked.items("Targets").getFirst();
        Command command = new Command(
                new UUID(2, commands.size() + 1L).toString(),
                asked.textOrEmpty("DocumentName"),
                target.textOrEmpty("Key"),
                target.list("Values").getFirst(),
                clock.instant(),
                status);
        commands.add(command);
        return Fields.empty().put("Command", tree(command));
    }

    private Fields listCommands(Parameters asked) {
        Predicate<Command> wanted =
                asked.items("Filters").stream().map(RunCommands::filter).reduce(one -> true, Predicate::and);
        return Fields.empty()
                .put(
                        "Commands",
                        commands.stream().filter(wanted).map(RunCommands::tree).toList());
    }

    private static Predicate<Command> filter(Parameters filter) {
        String value = filter.textOrEmpty("value");
        return switch (filter.textOrEmpty("key")) {
            case "DocumentName" -> command -> command.document().equals(value);
            case "InvokedAfter" -> command -> command.requested().isAfter(Instant.parse(value));
            default -> throw AwsException.unrecognized("InvalidFilterKey", "this endpoint knows two filters");
        };
    }

    private static Fields tree(Command command) {
        Fields target = Fields.empty().put("Key", command.tag()).texts("Values", List.of(command.value()));
        return Fields.empty()
                .put("CommandId", command.id())
                .put("DocumentName", command.document())
                .put("RequestedDateTime", command.requested())
                .put("Status", command.status())
                .put("Targets", List.of(target));
    }
}
