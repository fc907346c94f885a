package dev.nightshift.local.ops.bench;

import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import dev.nightshift.local.ops.demo.Weekend;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.site.FunctionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A run of the packaged weekend-instance-stopper over other accounts, each with a few instances to stop.
final class WatchedAccounts {
    private static final String REGION = "eu-central-1";
    private static final int INSTANCES = 5;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");

    private WatchedAccounts() {}

    /// How long the second run takes: the first loads classes and assumes roles.
    static Duration run(Checkout checkout, int accounts) throws IOException {
        List<String> ids = IntStream.range(0, accounts)
                .mapToObj(number -> "4000000000%02d".formatted(number))
                .toList();
        Path settings = Files.createTempFile("nightshift-accounts-", ".json");
        try (LocalAws aws = LocalAws.start(() -> SATURDAY)) {
            Files.writeString(settings, Json.write(settings(ids)));
            ids.forEach(id -> aws.register(role(id)));
            for (String operation : List.of("DescribeInstances", "CreateTags", "StopInstances", "DescribeVolumes")) {
                aws.faults().on("ec2", operation).with(new Fault.Delayed(LATENCY));
            }
            FunctionConfiguration function = Functions.configuration(
                    checkout,
                    FunctionSite.Kind.WEEKEND_INSTANCE_STOPPER,
                    settings,
                    Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, REGION));
            AwsAccess access = AwsAccess.local(REGION, LocalAws.DEFAULT_ACCOUNT);
            try (LambdaProcess process = new LambdaProcess(
                    function, checkout.runtime(), access, Initialization.ON_DEMAND, Optional.of(aws.endpoint()))) {
                String event = new SchedulerInput(SATURDAY, "arn:aws:scheduler:local", "1", 1)
                        .applyTo(Files.readString(checkout.event(Weekend.FUNCTION, "scheduled")));
                launch(aws, ids);
                invoke(process, event);
                launch(aws, ids);
                long start = System.nanoTime();
                invoke(process, event);
                return Duration.ofNanos(System.nanoTime() - start);
            }
        } finally {
            Files.delete(settings);
        }
    }

    private static void launch(LocalAws aws, List<String> accounts) {
        for (String account : accounts) {
            for (int i = 0; i < INSTANCES; i++) {
                aws.ec2(account, REGION).launch("m7g.large").tag("nightshift:schedule", "weekend");
            }
        }
    }

    private static void invoke(LambdaProcess process, String event) {
        if (process.invoke(event) instanceof Outcome.Failed failed) {
            throw new Failure("the run failed: " + failed.errorMessage());
        }
    }

    private static Map<String, Object> settings(List<String> accounts) {
        Map<String, Object> watch = new LinkedHashMap<>();
        watch.put("regions", List.of(REGION));
        watch.put("accounts", accounts);
        watch.put("roleName", "nightshift-bench");
        watch.put("externalId", "nightshift-bench");
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("zone", "Europe/Berlin");
        root.put("dryRun", "false");
        root.put("staleAfter", "36500 days");
        root.put("minUptime", "0 minutes");
        root.put("watch", watch);
        root.put("schedules", Map.of("weekend", Map.of("stop", List.of("Fri 18:00 -> Mon 08:00"))));
        return root;
    }

    private static Role role(String account) {
        return new Role(account, "nightshift-bench", IamPolicy.parse("""
                        {"Statement": {"Effect": "Allow", "Action": ["ec2:*"], "Resource": "*"}}
                        """), TrustPolicy.parse("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"}}}
                        """.formatted(
                        LocalAws.DEFAULT_ACCOUNT)));
    }
}
