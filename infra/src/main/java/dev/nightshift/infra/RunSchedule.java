package dev.nightshift.infra;

import dev.nightshift.kit.Zones;
import dev.nightshift.site.Timing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Runs a function's alias at its interval, with an event of ours: Scheduler's default payload has no object as its
/// detail. A run that cannot be delivered is tried again until it would be stale or the next one is due.
final class RunSchedule extends Construct {
    private static final Duration APART = Duration.ofMinutes(5);

    private final CfnScheduleGroup group;
    private final FunctionSpec spec;
    private final Alias target;
    private final Queue undelivered;
    private final Role role;

    /// @param undelivered takes what Scheduler gave up
    /// @param event the payload
    RunSchedule(Construct scope, FunctionSpec spec, Alias target, Queue undelivered, String event) {
        super(scope, "Schedule");
        ZoneId zone = spec.timing().zone();
        Zones.differsFromJdk(zone)
                .ifPresent(at -> Annotations.of(this)
                        .addWarningV2(
                                "nightshift:schedulerZone",
                                "%s: EventBridge Scheduler starts it in %s by AWS's own time zone data: where that is older than tzdata %s, it starts an hour early or late from %s on"
                                        .formatted(spec.name(), Zones.name(zone), Zones.version(), at)));
        group = CfnScheduleGroup.Builder.create(this, "Group").build();
        this.spec = spec;
        this.target = target;
        this.undelivered = undelivered;
        this.role = role(spec.name(), target, undelivered);
        schedule(
                "Default",
                "Runs " + spec.name(),
                spec.timing().expression(),
                zone,
                spec.timing().maxEventAge(),
                event);
    }

    /// Invokes the function every five minutes as well, with another event, so that what is half done is finished soon.
    ///
    /// @param event the payload
    void resumeWith(String event) {
        // Never at the minute of a daily run: a function that runs alone would be throttled.
        int daily = spec.timing() instanceof Timing.Daily timing ? timing.at().getMinute() : 0;
        long first = (daily + 2) % APART.toMinutes();
        String expression = "cron(%d/%d * * * ? *)".formatted(first, APART.toMinutes());
        schedule(
                "Resume",
                "Finishes what " + spec.name() + " left half done",
                expression,
                Zones.of("UTC"),
                APART,
                event);
    }

    private void schedule(
            String id, String description, String expression, ZoneId zone, Duration maxEventAge, String event) {
        CfnSchedule.Builder.create(this, id)
                .groupName(groupName())
                .description(description)
                .state(spec.deployment().enabled() ? "ENABLED" : "DISABLED")
                .scheduleExpression(expression)
                .scheduleExpressionTimezone(Zones.name(zone))
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .target(CfnSchedule.TargetProperty.builder()
                        .arn(target.getFunctionArn())
                        .roleArn(role.getRoleArn())
                        .input(event)
                        .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(maxEventAge.toSeconds())
                                .maximumRetryAttempts(Timing.DELIVERY_RETRIES)
                                .build())
                        .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                .arn(undelivered.getQueueArn())
                                .build())
                        .build())
                .build();
    }

    /// The name under which Scheduler counts what became of this schedule and no other.
    String groupName() {
        return group.getRef();
    }

    // Scheduler delivers to its dead-letter queue in this role: *Configuring a schedule's dead-letter queue*,
    // EventBridge Scheduler user guide.
    private Role role(String function, Alias target, Queue undelivered) {
        PolicyDocument inline = PolicyDocument.Builder.create()
                .statements(List.of(
                        Permission.allow("Invoke", List.of("lambda:InvokeFunction"), List.of(target.getFunctionArn()))
                                .statement(),
                        Permission.allow("GiveUp", List.of("sqs:SendMessage"), List.of(undelivered.getQueueArn()))
                                .statement()))
                .build();
        return Role.Builder.create(this, "Role")
                .description("How EventBridge Scheduler invokes " + function)
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                new TreeMap<>(Map.of(
                                        "aws:SourceAccount", Aws.ACCOUNT_ID, "aws:SourceArn", group.getAttrArn()))))
                        .build())
                .inlinePolicies(Map.of("Deliver", inline))
                .build();
    }
}
