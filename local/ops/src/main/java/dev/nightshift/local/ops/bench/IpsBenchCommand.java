package dev.nightshift.local.ops.bench;

import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Json;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.AutoScalingGroup;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.LambdaRuntime;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures one cold look of the packaged exporter at many groups, beside boto3's paginators.
@Command(
        name = "ips",
        description = {
            "Measures one cold dry run of asg-live-ip-exporter.",
            "From the start of the process to the answer, and how many calls it makes. Where Python and boto3 are"
                    + " installed, the same look with boto3's paginators follows. Both wait for the same embedded"
                    + " endpoint: compare the CPU. Needs Linux; keep the machine quiet."
        })
final class IpsBenchCommand implements Callable<Integer> {
    private static final String FUNCTION = LiveIpsConfig.NAME;
    private static final String REGION = "eu-central-1";

    private record Look(long calls, Duration wall, ProcessCost cost) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--groups", paramLabel = "N", description = "How many groups. Default: 1000.")
    private int groups = 1_000;

    @Option(names = "--instances", paramLabel = "N", description = "How many servers in all. Default: 20000.")
    private int instances = 20_000;

    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.current();
        Path settings = Files.createTempFile("nightshift-bench", ".json");
        try (LocalAws aws = LocalAws.start(InstantSource.system());
                Progress progress = new Progress()) {
            progress.show("launching " + instances + " instances");
            Files.writeString(settings, settings(launched(aws)));
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("", "calls", "cpu [s]", "wall clock [s]", "peak memory [MiB]"));
            progress.show("nightshift");
            rows.add(row("nightshift", look(aws, checkout, settings, checkout.runtime())));
            Optional<LambdaRuntime> boto3 = Boto3.runtime(checkout, "addresses.py");
            if (boto3.isPresent()) {
                progress.show("python + boto3");
                rows.add(row("python + boto3", look(aws, checkout, settings, boto3.get())));
            }
            spec.commandLine().getOut().print(TextTable.of(rows));
        } finally {
            Files.deleteIfExists(settings);
        }
        return ExitStatus.FINE;
    }

    private List<String> launched(LocalAws aws) {
        aws.s3(REGION).bucket("lists");
        List<AutoScalingGroup> all = IntStream.range(0, groups)
                .mapToObj(n -> aws.autoScaling(REGION).group("group-%04d".formatted(n)))
                .toList();
        for (int n = 0; n < instances; n++) {
            all.get(n % groups).serving(aws.ec2(REGION).launch("m7g.large"));
        }
        return IntStream.range(0, groups).mapToObj("group-%04d"::formatted).toList();
    }

    private static String settings(List<String> names) {
        return Json.write(Map.of(
                "zone",
                "UTC",
                "outputs",
                Map.of(
                        "all",
                        Map.of(
                                "groups",
                                names,
                                "publish",
                                List.of(Map.of("to", "s3", "key", "all.txt", "format", "plain"))))));
    }

    private static Look look(LocalAws aws, Checkout checkout, Path settings, LambdaRuntime runtime) throws IOException {
        FunctionConfiguration function = Functions.configuration(
                checkout,
                FunctionSite.Kind.ASG_LIVE_IP_EXPORTER,
                settings,
                Map.of(Environment.TOPIC_ARN, aws.sns(REGION).topic("reports"), Environment.BUCKET, "lists"));
        aws.calls().clear();
        long start = System.nanoTime();
        try (LambdaProcess process = new LambdaProcess(
                function,
                runtime,
                AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT),
                Initialization.ON_DEMAND,
                Optional.of(aws.endpoint()))) {
            Outcome outcome = process.invoke(Files.readString(checkout.event(FUNCTION, "dry-run")));
            if (outcome instanceof Outcome.Failed failed) {
                throw new Failure("the run failed: " + failed);
            }
            return new Look(
                    aws.calls().all().size(),
                    Duration.ofNanos(System.nanoTime() - start),
                    ProcessCost.of(process.pid()));
        }
    }

    private static List<String> row(String name, Look look) {
        return List.of(
                name,
                Long.toString(look.calls()),
                number(look.cost().cpu().toMillis() / 1e3),
                number(look.wall().toMillis() / 1e3),
                number(look.cost().peakMemoryKib() / 1024.0));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
