package dev.nightshift.local.ops.ips;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.liveips.Preview;
import dev.nightshift.local.ops.lambda.AwsSession;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Prints what asg-live-ip-exporter would publish, and writes nothing.
@Command(
        name = "ips",
        description = {
            "Prints the addresses of live servers, as asg-live-ip-exporter would publish them.",
            "Asks the account and region that your AWS environment names; who was left out is on standard error."
        })
public final class IpsCommand implements Callable<Integer> {
    private static final String SOURCES = "--group, --groups-matching and --tagged, or --instances, or --service";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--group", arity = "1..*", paramLabel = "NAME", description = "Auto Scaling groups.")
    private List<String> groups = List.of();

    @Option(
            names = "--groups-matching",
            arity = "1..*",
            paramLabel = "PATTERN",
            description = "Auto Scaling groups whose names match, such as 'shop-*'.")
    private List<String> patterns = List.of();

    @Option(
            names = "--tagged",
            arity = "1..*",
            paramLabel = "KEY[=VALUE]",
            mapFallbackValue = "",
            description = "Auto Scaling groups that have all these tags.")
    private Map<String, String> tagged = Map.of();

    @Option(
            names = "--instances",
            arity = "1..*",
            paramLabel = "KEY[=VALUE]",
            mapFallbackValue = "",
            description = "Instances that have all these tags and belong to no group.")
    private Map<String, String> instances = Map.of();

    @Option(
            names = "--service",
            arity = "1..*",
            paramLabel = "CLUSTER/SERVICE",
            description = "ECS services, of whose tasks the addresses are.")
    private List<String> services = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "json, csv, plain (the default), file_sd, nginx, nginx_allow, haproxy, ansible" + " or hosts.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--json", description = "Print the list in the format json, and beside it who was left out.")
    private boolean json;

    @Option(
            names = "--addresses",
            paramLabel = "KIND",
            defaultValue = "private-ipv4",
            description = "private-ipv4 (the default), public-ipv4, ipv6 or dual.")
    private String addresses = "private-ipv4";

    @Option(
            names = "--target-group",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Target groups that must find a server fit.")
    private List<String> targetGroups = List.of();

    @Option(names = "--port", paramLabel = "N", description = "The port to write with each address.")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "live",
            description = "The name of the upstream, backend or inventory group (live).")
    private String name = "live";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:AWS_ENDPOINT_URL}",
            description = "Ask here instead of AWS.")
    private Optional<URI> endpoint = Optional.empty();

    @Override
    public Integer call() {
        if (json && format.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--json is a format; expected it or --format, not both");
        }
        Preview preview = wanted().look(AwsSession.find().clients(endpoint));
        spec.commandLine().getOut().print(json ? json(preview) : preview.body());
        spec.commandLine().getOut().flush();
        if (!json) {
            preview.remarks().forEach(spec.commandLine().getErr()::println);
        }
        return preview.isComplete() ? ExitStatus.FINE : ExitStatus.FINDINGS;
    }

    private static String json(Preview preview) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("list", Json.parse("list", preview.body()));
        tree.put("remarks", preview.remarks());
        tree.put("complete", preview.isComplete());
        return Json.write(tree) + "\n";
    }

    private Preview.Wanted wanted() {
        try {
            return Preview.read(name, output());
        } catch (SettingsException e) {
            String problems = e.problems().stream()
                    .map(this::ofOption)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n"));
            throw new ParameterException(spec.commandLine(), problems, e);
        }
    }

    /// The settings' keys are this command's options.
    private Problem ofOption(Problem problem) {
        return switch (problem.path().replaceFirst("\\[\\d+]$", "")) {
            case "publish[0].format" -> new Problem("--format", problem.value(), problem.expected());
            case "publish[0].port" -> new Problem("--port", problem.value(), problem.expected());
            case "addresses" -> new Problem("--addresses", problem.value(), problem.expected());
            case "groups" -> new Problem("--group", problem.value(), problem.expected());
            case "groupsMatching" -> new Problem("--groups-matching", problem.value(), problem.expected());
            case "services" -> new Problem("--service", problem.value(), problem.expected());
            default ->
                problem.expected().startsWith("expected a name")
                        ? new Problem("--name", name, problem.expected())
                        : new Problem("", "", "expected one of " + SOURCES);
        };
    }

    /// The keys that the settings have for an output.
    private Map<String, Object> output() {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("to", "s3");
        destination.put("key", "standard-output");
        destination.put("format", json ? "json" : format.orElse("plain"));
        port.ifPresent(number -> destination.put("port", number));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("groups", groups);
        output.put("groupsMatching", patterns);
        output.put("tagged", tagged);
        output.put("instances", instances);
        output.put("services", services);
        output.put("addresses", addresses);
        output.put("targetGroups", targetGroups);
        output.put("publish", List.of(destination));
        return output;
    }
}
