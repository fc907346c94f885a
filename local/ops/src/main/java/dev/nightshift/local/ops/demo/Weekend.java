package dev.nightshift.local.ops.demo;

import dev.nightshift.kit.Zones;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Role;
import dev.nightshift.local.aws.policy.TrustPolicy;
import dev.nightshift.local.ops.lambda.AwsAccess;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.lambda.Functions;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.LambdaProcess;
import dev.nightshift.local.ops.lambda.Outcome;
import dev.nightshift.local.ops.lambda.SchedulerInput;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.Progress;
import dev.nightshift.site.FunctionSite;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays a weekend on a simulated clock: the made-up fleet, what people do to it, and the packaged function, run every
/// 15 minutes with the event that EventBridge Scheduler would send.
///
/// The function has no simulated clock: it decides for the scheduled time of its event, and its settings let that time
/// lie far from the clock.
public final class Weekend {
    public static final String FUNCTION = StopperConfig.NAME;
    static final ZoneId ZONE = Zones.of("Europe/Berlin");

    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 10, 23, 16, 0);
    private static final LocalDateTime END = LocalDateTime.of(2026, 10, 26, 9, 0);
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private static final Role SECOND_ACCOUNT_ROLE =
            new Role(DemoFleet.SECOND_ACCOUNT, "nightshift-demo", IamPolicy.parse("""
                    {"Statement": {"Effect": "Allow", "Action": ["ec2:*", "kms:DescribeKey"], "Resource": "*"}}
                    """), TrustPolicy.parse("""
                    {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"},
                                   "Condition": {"StringEquals": {"sts:ExternalId": "nightshift-demo"}}}}
                    """.formatted(
                            LocalAws.DEFAULT_ACCOUNT)));

    private final Checkout checkout;
    private final Progress progress;
    private final SimulatedClock clock = new SimulatedClock(BEGIN.atZone(ZONE).toInstant());
    private final List<Chronicle.Entry> entries = new ArrayList<>();
    private final Map<String, Duration> stopped = new HashMap<>();

    Weekend(Checkout checkout, Progress progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /// Plays it to its end.
    ///
    /// @throws Failure when an invocation fails, which none should
    Demo.Played play() throws IOException {
        AwsAccess access = AwsAccess.local(DemoFleet.REGION, LocalAws.DEFAULT_ACCOUNT);
        try (LocalAws aws = LocalAws.start(clock)) {
            DemoFleet fleet = DemoFleet.everywhere(aws);
            aws.register(SECOND_ACCOUNT_ROLE);
            FunctionConfiguration function = Functions.configuration(
                    checkout,
                    FunctionSite.Kind.WEEKEND_INSTANCE_STOPPER,
                    checkout.demoSettings("weekend"),
                    Functions.outlets(aws, LocalAws.DEFAULT_ACCOUNT, DemoFleet.REGION));
            List<Incident> incidents = new ArrayList<>(Incident.of(fleet, aws));
            try (LambdaProcess process = new LambdaProcess(
                    function, checkout.runtime(), access, Initialization.ON_DEMAND, Optional.of(aws.endpoint()))) {
                Instant end = END.atZone(ZONE).toInstant();
                for (Instant due = clock.instant(); !due.isAfter(end); due = due.plus(INTERVAL)) {
                    happen(incidents, due);
                    for (int i = 0; i < Incident.deliveries(due.atZone(ZONE).toLocalDateTime()); i++) {
                        run(process, due);
                    }
                    count(fleet);
                }
            }
            Chronicle chronicle =
                    new Chronicle(entries, aws.sns(DemoFleet.REGION).publications(), fleet.instances(), stopped);
            return new Demo.Played(DemoReport.of(chronicle), DemoJson.of(chronicle));
        }
    }

    private void happen(List<Incident> incidents, Instant until) {
        while (!incidents.isEmpty() && !incidents.getFirst().at(ZONE).isAfter(until)) {
            Incident incident = incidents.removeFirst();
            clock.set(incident.at(ZONE));
            incident.action().run();
            entries.add(new Chronicle.Happened(clock.instant(), incident.what()));
        }
        clock.set(until);
    }

    private void run(LambdaProcess process, Instant due) throws IOException {
        progress.show("playing the weekend: " + due.atZone(ZONE).toLocalDateTime());
        String schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/nightshift/" + FUNCTION;
        SchedulerInput scheduler = new SchedulerInput(due, schedule, Long.toHexString(due.getEpochSecond()), 1);
        String event = scheduler.applyTo(Files.readString(checkout.event(FUNCTION, "scheduled")));
        long start = System.nanoTime();
        Outcome outcome = process.invoke(event);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        switch (outcome) {
            case Outcome.Returned(String payload) ->
                entries.add(new Chronicle.Ran(due, FunctionResult.read(payload), took));
            case Outcome.Failed(String type, String message, List<String> trace) ->
                throw new Failure(
                        "the run of " + due + " failed: " + type + ": " + message + "\n" + String.join("\n", trace));
        }
    }

    private void count(DemoFleet fleet) {
        for (Instance instance : fleet.instances()) {
            if (instance.state() == InstanceState.STOPPED) {
                stopped.merge(instance.id(), INTERVAL, Duration::plus);
            }
        }
    }
}
