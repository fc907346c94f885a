package dev.nightshift.infra;

import dev.nightshift.site.LiveIpsSite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// Tells a function that groups have launched or terminated servers: many events at once, and late enough for EC2 to
/// show what they speak of. The events are hints: what is lost, the schedule makes up for.
final class GroupEvents extends Construct {
    private static final int DELAY_SECONDS = 20;
    private static final int WINDOW_SECONDS = 60;
    private static final int MOST_EVENTS = 1_000;
    // The least that Lambda takes: *Configuring scaling behavior for SQS event source mappings*.
    private static final int CONCURRENT_BATCHES = 2;
    // What Lambda asks of a queue: *Creating and configuring an Amazon SQS event source mapping*.
    private static final int VISIBILITY_TIMEOUTS = 6;

    private final boolean enabled;
    private final Queue queue;

    GroupEvents(Construct scope, LiveIpsSite site, Duration timeout, String physicalName) {
        super(scope, "Events");
        enabled = site.deployment().enabled();
        queue = Queue.Builder.create(this, "Queue")
                .queueName(physicalName + "-events")
                .deliveryDelay(software.amazon.awscdk.Duration.seconds(DELAY_SECONDS))
                .visibilityTimeout(software.amazon.awscdk.Duration.seconds(VISIBILITY_TIMEOUTS * timeout.toSeconds()))
                .retentionPeriod(software.amazon.awscdk.Duration.hours(1))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .build();
        Map<String, Object> detail = new TreeMap<>();
        site.config().groupNames().ifPresent(groups -> detail.put("AutoScalingGroupName", groups));
        Rule.Builder.create(this, "Rule")
                .description("Groups that have launched or terminated servers")
                .enabled(enabled)
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.autoscaling"))
                        .detailType(List.of("EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"))
                        .detail(detail.isEmpty() ? null : detail)
                        .build())
                .targets(List.of(SqsQueue.Builder.create(queue).build()))
                .build();
    }

    void invoke(Alias function) {
        function.addEventSource(SqsEventSource.Builder.create(queue)
                .enabled(enabled)
                .batchSize(MOST_EVENTS)
                .maxBatchingWindow(software.amazon.awscdk.Duration.seconds(WINDOW_SECONDS))
                .maxConcurrency(CONCURRENT_BATCHES)
                .build());
    }
}
