package dev.nightshift.local.ops;

import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.sns.Publication;
import dev.nightshift.local.ops.demo.DemoAccount;
import dev.nightshift.local.ops.demo.DemoFleet;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.FunctionNames;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.TextFile;
import dev.nightshift.site.Entry;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.SiteSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Invokes one function with one event.
@Command(
        name = "run",
        description = {
            "Invokes a packaged function once, with an event.",
            "It runs under AWS's own runtime interface client: on a made-up account on this machine, or with --aws on"
                    + " what your AWS environment names."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FUNCTION",
            completionCandidates = FunctionNames.class,
            description = "Its entry in the site file: its directory under functions/, and @PLACE if it has several.")
    private String function = "";

    @Parameters(
            index = "1",
            paramLabel = "EVENT",
            description = "A file of events/FUNCTION/. What EventBridge Scheduler would fill in (<aws.scheduler.…>) is"
                    + " filled in, with now as the scheduled time.")
    private Path event = Path.of("");

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Option(names = "--aws", description = "Work on the account and region that your AWS environment names.")
    private boolean onAws;

    @Option(
            names = "--topic",
            paramLabel = "ARN",
            defaultValue = "${env:" + Environment.TOPIC_ARN + "}",
            description = "With --aws: the SNS topic to tell; by default $" + Environment.TOPIC_ARN + ".")
    private String topic = "";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "${env:" + Environment.BUCKET + "}",
            description = "With --aws: the S3 bucket for state; by default $" + Environment.BUCKET + ".")
    private String bucket = "";

    @Option(names = "--json", description = "Print the function's result as it is.")
    private boolean json;

    @Option(names = "--log", description = "Print the function's log too, on standard error.")
    private boolean log;

    @Override
    public Integer call() throws IOException {
        FunctionSite.Kind kind = FunctionSite.Kind.of(Entry.of(function).function())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "\"%s\" is no function; there are %s"
                                .formatted(function, String.join(", ", FunctionSite.Kind.names()))));
        if (!onAws) {
            String input = TextFile.read(event);
            Clock clock = Clock.systemUTC();
            try (LocalAws aws = LocalAws.start(clock)) {
                AwsAccess access = AwsAccess.local(DemoFleet.REGION, LocalAws.DEFAULT_ACCOUNT);
                DemoAccount.fill(aws, clock.instant());
                int status = invoke(
                        kind,
                        input,
                        access,
                        Functions.outlets(aws, access.account(), access.region()),
                        Optional.of(aws.endpoint()));
                show(aws.sns(access.region()).publications());
                return status;
            }
        }
        Map<String, String> outlets = Map.of(
                Environment.TOPIC_ARN, required(topic, "--topic", Environment.TOPIC_ARN),
                Environment.BUCKET, required(bucket, "--bucket", Environment.BUCKET));
        return invoke(
                kind, TextFile.read(event), AwsAccess.ofEnvironment(), outlets, AwsAccess.endpointOfEnvironment());
    }

    private String required(String value, String option, String variable) {
        if (value.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--aws needs " + option + ", or the variable " + variable);
        }
        return value;
    }

    private int invoke(
            FunctionSite.Kind kind, String input, AwsAccess access, Map<String, String> outlets, Optional<URI> endpoint)
            throws IOException {
        Checkout checkout = Checkout.current();
        if (settings.isDeployed()) {
            return invoke(input, access, Functions.configuration(checkout, kind, settings.file(), outlets), endpoint);
        }
        FunctionSite site = settings.site(function);
        Path file = Files.createTempFile("nightshift-settings-", ".json");
        try {
            Files.writeString(file, SiteSettings.json(site.settings()));
            return invoke(input, access, Functions.configuration(checkout, site, file, outlets), endpoint);
        } finally {
            Files.delete(file);
        }
    }

    private int invoke(String input, AwsAccess access, FunctionConfiguration configuration, Optional<URI> endpoint)
            throws IOException {
        String schedule =
                "arn:aws:scheduler:%s:%s:schedule/nightshift/%s".formatted(access.region(), access.account(), function);
        SchedulerInput scheduler = new SchedulerInput(
                Clock.systemUTC().instant(), schedule, UUID.randomUUID().toString(), 1);
        try (LambdaProcess process = new LambdaProcess(
                configuration, Checkout.current().runtime(), access, Initialization.ON_DEMAND, endpoint)) {
            Outcome outcome = process.invoke(scheduler.applyTo(input));
            if (log) {
                process.printed().forEach(spec.commandLine().getErr()::println);
            }
            return show(outcome);
        }
    }

    private int show(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned(String payload) -> {
                FunctionResult result = FunctionResult.read(payload);
                spec.commandLine().getOut().println(json ? payload : result.text());
                yield result.isFine() ? ExitStatus.FINE : ExitStatus.FINDINGS;
            }
            case Outcome.Failed failed -> {
                if (json) {
                    spec.commandLine().getOut().println(asLambdaAnswers(failed));
                } else {
                    spec.commandLine().getErr().println("ops: " + function + " failed: " + failed.errorMessage());
                }
                yield ExitStatus.FAILURE;
            }
        };
    }

    private static String asLambdaAnswers(Outcome.Failed failed) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorType", failed.errorType());
        error.put("errorMessage", failed.errorMessage());
        error.put("stackTrace", failed.stackTrace());
        return Json.write(error);
    }

    private void show(List<Publication> publications) {
        if (!json) {
            publications.stream()
                    .filter(publication -> publication.bodies().containsKey("email"))
                    .forEach(mail -> spec.commandLine().getOut().println("\nMail sent:\n\n" + mail.mail()));
        }
    }
}
