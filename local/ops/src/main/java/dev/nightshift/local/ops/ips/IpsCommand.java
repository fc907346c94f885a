package dev.nightshift.local.ops.ips;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.liveips.Preview;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Prints what asg-live-ip-exporter would publish, and writes nothing.
@Command(
        name = "ips",
        description = {
            "Prints the addresses of the live servers of Auto Scaling groups, as asg-live-ip-exporter would publish them.",
            "Asks the account and region that your AWS environment names; who was left out is on standard error."
        })
public final class IpsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--group",
            required = true,
            arity = "1..*",
            paramLabel = "NAME",
            description = "Auto Scaling groups.")
    private List<String> groups = List.of();

    @Option(
            names = "--format",
            defaultValue = "plain",
            description = "json, csv, plain (the default), file_sd, nginx, haproxy, ansible or hosts.")
    private String format = "plain";

    @Option(
            names = "--addresses",
            defaultValue = "private-ipv4",
            description = "private-ipv4 (the default), public-ipv4, ipv6 or dual.")
    private String addresses = "private-ipv4";

    @Option(
            names = "--target-group",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Target groups that must find a server fit.")
    private List<String> targetGroups = List.of();

    @Option(names = "--port", description = "The port to write with each address.")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--name",
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
        Preview preview = Preview.of(clients(), name, output());
        spec.commandLine().getOut().print(preview.body());
        spec.commandLine().getOut().flush();
        preview.remarks().forEach(spec.commandLine().getErr()::println);
        return preview.isComplete() ? ExitStatus.FINE : ExitStatus.FINDINGS;
    }

    /// The keys that the settings have for an output.
    private Map<String, Object> output() {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("to", "s3");
        destination.put("key", "standard-output");
        destination.put("format", format);
        port.ifPresent(number -> destination.put("port", number));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("groups", groups);
        output.put("addresses", addresses);
        output.put("targetGroups", targetGroups);
        output.put("publish", List.of(destination));
        return output;
    }

    private Clients clients() {
        try {
            Region region = new DefaultAwsRegionProviderChain().getRegion();
            DefaultCredentialsProvider credentials =
                    DefaultCredentialsProvider.builder().build();
            credentials.resolveCredentials();
            return new Clients(region, credentials, endpoint);
        } catch (SdkException e) {
            throw new Failure("AWS cannot be asked: " + e.getMessage());
        }
    }
}
