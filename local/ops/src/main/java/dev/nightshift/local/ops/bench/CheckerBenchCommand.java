package dev.nightshift.local.ops.bench;

import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.demo.SlowEndpoints;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures whether a long list of endpoints fits into one run.
@Command(
        name = "checker",
        description = {
            "Measures a cold run of ssl-expiry-checker.",
            "It looks at endpoints that take 60 ms to answer: wall clock, CPU and memory, with the heap that Lambda gives"
                    + " at 512 MB. Needs Linux; keep the machine quiet."
        })
final class CheckerBenchCommand implements Callable<Integer> {
    private static final String FUNCTION = CheckerConfig.NAME;
    private static final Duration LATENCY = Duration.ofMillis(60);
    // "At 1,769 MB, a function has the equivalent of one vCPU": Configure Lambda function memory, developer guide.
    private static final double MEMORY_MIB_OF_A_PROCESSOR = 1_769;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--endpoints", paramLabel = "N", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    private int endpoints;

    /// What one run took.
    private record Cost(Duration wallClock, ProcessCost process, int memoryMiB) {
        /// On the part of a processor that the memory brings.
        double cpuSecondsThere() {
            return process.cpu().toMillis() / 1e3 * MEMORY_MIB_OF_A_PROCESSOR / memoryMiB;
        }
    }

    @Override
    public Integer call() throws IOException {
        Path settings = Files.createTempFile("nightshift-bench-", ".json");
        try (Progress progress = new Progress();
                LocalAws aws = LocalAws.start(Instant::now);
                SlowEndpoints slow = new SlowEndpoints(LATENCY)) {
            progress.show("a run over " + endpoints + " endpoints");
            AwsAccess access = AwsAccess.local("eu-central-1", LocalAws.DEFAULT_ACCOUNT);
            aws.s3(access.region()).bucket("lists").put("targets.txt", slow.targets(endpoints));
            Files.writeString(settings, settings(slow));
            Map<String, String> outlets = Functions.outlets(aws, access.account(), access.region());
            Cost cost = run(
                    Functions.configuration(
                            Checkout.current(), FunctionSite.Kind.SSL_EXPIRY_CHECKER, settings, outlets),
                    access,
                    aws);
            requireAllSeen(aws, access);
            spec.commandLine().getOut().print(table(cost));
            return ExitStatus.FINE;
        } finally {
            Files.delete(settings);
        }
    }

    private static String settings(SlowEndpoints slow) {
        return Json.write(Map.of(
                "zone",
                "UTC",
                "sources",
                List.of("s3://lists/targets.txt"),
                "ca",
                Map.of("slow", slow.authority()),
                "trust",
                List.of("slow")));
    }

    private static Cost run(FunctionConfiguration function, AwsAccess access, LocalAws aws) throws IOException {
        Checkout checkout = Checkout.current();
        String schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/" + FUNCTION;
        try (LambdaProcess process = new LambdaProcess(
                function, checkout.runtime(), access, Initialization.ON_DEMAND, Optional.of(aws.endpoint()))) {
            String event = new SchedulerInput(Instant.now(), schedule, "bench", 1)
                    .applyTo(Files.readString(checkout.event(FUNCTION, "scheduled")));
            long begin = System.nanoTime();
            Outcome outcome = process.invoke(event);
            Duration wallClock = Duration.ofNanos(System.nanoTime() - begin);
            if (outcome instanceof Outcome.Failed failed) {
                throw new Failure(failed.errorType() + ": " + failed.errorMessage());
            }
            return new Cost(wallClock, ProcessCost.of(process.pid()), function.memoryMiB());
        }
    }

    private void requireAllSeen(LocalAws aws, AwsAccess access) {
        String report = aws.s3(access.region())
                .bucket(Functions.BUCKET)
                .object("state/" + FUNCTION + "/report.json")
                .orElseThrow()
                .text();
        Object counts = Json.parse("report", report) instanceof Map<?, ?> tree ? tree.get("counts") : "";
        if (!Map.of("OK", endpoints).equals(counts)) {
            throw new Failure("not every endpoint was seen and well: " + counts);
        }
    }

    private String table(Cost cost) {
        return TextTable.of(List.of(
                List.of("what", "figure"),
                List.of("endpoints", String.valueOf(endpoints)),
                List.of("wall clock, cold [s]", seconds(cost.wallClock().toMillis() / 1e3)),
                List.of("CPU [s]", seconds(cost.process().cpu().toMillis() / 1e3)),
                List.of("that on the processor of " + cost.memoryMiB() + " MB [s]", seconds(cost.cpuSecondsThere())),
                List.of(
                        "largest resident memory [MiB]",
                        String.valueOf(cost.process().peakMemoryKib() / 1024))));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f", seconds);
    }
}
