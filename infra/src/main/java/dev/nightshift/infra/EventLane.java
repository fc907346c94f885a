package dev.nightshift.infra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// A way on which events of AWS reach a function: rules and a queue. The events are hints: what is lost, the schedule
/// makes up for.
final class EventLane extends Construct {
    /// How the queue hands events to the function.
    sealed interface Flow {
        /// Many at once, so that those which come together are one run.
        ///
        /// @param delay how old an event is at least when the function gets it
        /// @param window how long events are gathered
        record Gathered(Duration delay, Duration window) implements Flow {}

        /// At once and one batch after the other, never two at the same time. A batch whose run fails holds the queue
        /// up
        /// for one time-out of the function, and is not tried again.
        record InOrder() implements Flow {}
    }

    private static final int MOST_EVENTS = 1_000;
    // Of a FIFO queue, which knows no batching window: *Lambda parameters for Amazon SQS event source mappings*.
    private static final int MOST_EVENTS_IN_ORDER = 10;
    // The least that Lambda takes: *Configuring scaling behavior for SQS event source mappings*.
    private static final int CONCURRENT_BATCHES = 2;
    // What Lambda asks of a queue: *Creating and configuring an Amazon SQS event source mapping*.
    private static final int VISIBILITY_TIMEOUTS = 6;
    // The batches of one message group follow each other.
    private static final String MESSAGE_GROUP = "nightshift";

    private final boolean enabled;
    private final Flow flow;
    private final Queue queue;

    /// @param timeout the function's
    EventLane(Construct scope, String id, boolean enabled, String queueName, Duration timeout, Flow flow) {
        super(scope, id);
        this.enabled = enabled;
        this.flow = flow;
        this.queue = switch (flow) {
            case Flow.Gathered(Duration delay, Duration window) ->
                queue("Queue", queueName)
                        .deliveryDelay(seconds(delay))
                        .visibilityTimeout(seconds(timeout.multipliedBy(VISIBILITY_TIMEOUTS)))
                        .build();
            case Flow.InOrder() ->
                inOrder("Queue", queueName)
                        .visibilityTimeout(seconds(timeout))
                        .deadLetterQueue(DeadLetterQueue.builder()
                                .queue(inOrder("Failed", queueName + "-failed").build())
                                .maxReceiveCount(1)
                                .build())
                        .build();
        };
    }

    private Queue.Builder queue(String id, String name) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .retentionPeriod(software.amazon.awscdk.Duration.hours(1))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true);
    }

    private Queue.Builder inOrder(String id, String name) {
        return queue(id, name + ".fifo").fifo(true).contentBasedDeduplication(true);
    }

    /// Takes events of a source.
    ///
    /// @param detail what they must say; empty for anything
    void take(String id, String description, String source, List<String> types, Map<String, Object> detail) {
        SqsQueue.Builder target = SqsQueue.Builder.create(queue);
        Rule.Builder.create(this, id)
                .description(description)
                .enabled(enabled)
                .eventPattern(EventPattern.builder()
                        .source(List.of(source))
                        .detailType(types)
                        .detail(detail.isEmpty() ? null : detail)
                        .build())
                .targets(List.of(
                        flow instanceof Flow.InOrder
                                ? target.messageGroupId(MESSAGE_GROUP).build()
                                : target.build()))
                .build();
    }

    void invoke(Alias function) {
        SqsEventSource.Builder source = SqsEventSource.Builder.create(queue).enabled(enabled);
        function.addEventSource(
                switch (flow) {
                    case Flow.Gathered(Duration delay, Duration window) ->
                        source.batchSize(MOST_EVENTS)
                                .maxBatchingWindow(seconds(window))
                                .maxConcurrency(CONCURRENT_BATCHES)
                                .build();
                    case Flow.InOrder() ->
                        source.batchSize(MOST_EVENTS_IN_ORDER).build();
                });
    }

    private static software.amazon.awscdk.Duration seconds(Duration duration) {
        return software.amazon.awscdk.Duration.seconds(duration.toSeconds());
    }
}
