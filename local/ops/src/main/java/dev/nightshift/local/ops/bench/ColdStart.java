package dev.nightshift.local.ops.bench;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.ops.demo.DemoFleet;
import dev.nightshift.local.ops.demo.Weekend;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.LambdaRuntime;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One cold run of the stopper's job by one runtime: from the start of the process to the answer.
///
/// The endpoint is in this process and its work is not counted. It has 200 instances and sees calls of GetObject,
/// DescribeInstances, CreateTags, StopInstances, Publish and PutObject.
///
/// @param wall from the start of the process to the answer
record ColdStart(ProcessCost cost, Duration wall) {
    static final int INSTANCES = 200;

    private static final int DUE = 5;
    private static final Instant FRIDAY_EVENING = Instant.parse("2026-10-23T18:15:00Z");

    /// @param runtime what to start, in the directory of the unpacked archive of the stopper
    /// @throws Failure when the job was not done
    static ColdStart of(Checkout checkout, LambdaRuntime runtime) throws IOException {
        AwsAccess access = AwsAccess.local(DemoFleet.REGION, LocalAws.DEFAULT_ACCOUNT);
        try (LocalAws aws = LocalAws.start(() -> FRIDAY_EVENING)) {
            launch(aws.ec2(DemoFleet.REGION));
            FunctionConfiguration stopper = Functions.configuration(
                    checkout,
                    FunctionSite.Kind.WEEKEND_INSTANCE_STOPPER,
                    checkout.demoSettings("cold-start"),
                    Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, DemoFleet.REGION));
            String event = new SchedulerInput(FRIDAY_EVENING, "arn:aws:scheduler:local", "1", 1)
                    .applyTo(Files.readString(checkout.event(Weekend.FUNCTION, "scheduled")));
            long start = System.nanoTime();
            try (LambdaProcess process = new LambdaProcess(
                    stopper, runtime, access, Initialization.ON_DEMAND, Optional.of(aws.endpoint()))) {
                Outcome outcome = process.invoke(event);
                Duration wall = Duration.ofNanos(System.nanoTime() - start);
                ProcessCost cost = ProcessCost.of(process.pid());
                mustBeDone(outcome, aws);
                return new ColdStart(cost, wall);
            }
        }
    }

    /// How many classes the packaged function loads in one such run: the same each time, where
    /// times are not.
    static long classesLoaded(Checkout checkout) throws IOException {
        Path log = Files.createTempFile("nightshift-classes-", ".log");
        try {
            of(checkout, checkout.runtime("-Xlog:class+load:file=" + log + "::filecount=0"));
            try (Stream<String> lines = Files.lines(log)) {
                return lines.filter(line -> line.contains(" source: ")).count();
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static void launch(Ec2 ec2) {
        for (int i = 0; i < INSTANCES; i++) {
            ec2.launch("m7g.large")
                    .tag("Name", "server-" + i)
                    .tag("nightshift:schedule", i < DUE ? "office-hours" : "night")
                    .launchedAt(FRIDAY_EVENING.minus(Duration.ofDays(3)));
        }
    }

    private static void mustBeDone(Outcome outcome, LocalAws aws) {
        List<Integer> calls = Stream.of("DescribeInstances", "CreateTags", "StopInstances")
                .map(operation -> aws.calls().of("ec2", operation).size())
                .toList();
        int kept = aws.calls().of("s3", "PutObject").size();
        int published = aws.sns(DemoFleet.REGION).publications().size();
        if (outcome instanceof Outcome.Failed || !calls.equals(List.of(1, 1, 1)) || published != 2 || kept == 0) {
            throw new Failure("the job was not done: " + outcome + ", calls " + calls + ", published " + published
                    + ", kept " + kept);
        }
    }
}
