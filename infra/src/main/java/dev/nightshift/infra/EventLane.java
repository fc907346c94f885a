package dev.nightshift.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// A way on which events of AWS reach a function: rules, a queue, and how long it gathers them. The events are hints:
/// what is lost, the schedule makes up for.
final class EventLane extends Construct {
    private static final int MOST_EVENTS = 1_000;
    // The least that Lambda takes: *Configuring scaling behavior for SQS event source mappings*.
    private static final int CONCURRENT_BATCHES = 2;
    // What Lambda asks of a queue: *Creating and configuring an Amazon SQS event source mapping*.
    private static final int VISIBILITY_TIMEOUTS = 6;

    private final boolean enabled;
    private final Queue queue;

    /// @param timeout the function's
    /// @param delay how old an event is at least when the function gets it
    EventLane(Construct scope, String id, boolean enabled, String queueName, Duration timeout, Duration delay) {
        super(scope, id);
        this.enabled = enabled;
        this.queue = Queue.Builder.create(this, "Queue")
                .queueName(queueName)
                .deliveryDelay(seconds(delay))
                .visibilityTimeout(seconds(timeout.multipliedBy(VISIBILITY_TIMEOUTS)))
                .retentionPeriod(software.amazon.awscdk.Duration.hours(1))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .build();
    }

    /// Takes events of a source.
    ///
    /// @param detail what they must say; empty for anything
    void take(String id, String description, String source, List<String> types, Map<String, Object> detail) {
        Rule.Builder.create(this, id)
                .description(description)
                .enabled(enabled)
                .eventPattern(EventPattern.builder()
                        .source(List.of(source))
                        .detailType(types)
                        .detail(detail.isEmpty() ? null : detail)
                        .build())
                .targets(List.of(SqsQueue.Builder.create(queue).build()))
                .build();
    }

    /// @param window how long events are gathered
    void invoke(Alias function, Duration window) {
        function.addEventSource(SqsEventSource.Builder.create(queue)
                .enabled(enabled)
                .batchSize(MOST_EVENTS)
                .maxBatchingWindow(seconds(window))
                .maxConcurrency(CONCURRENT_BATCHES)
                .build());
    }

    private static software.amazon.awscdk.Duration seconds(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }
}
