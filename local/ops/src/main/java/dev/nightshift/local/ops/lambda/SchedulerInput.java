package dev.nightshift.local.ops.lambda;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What EventBridge Scheduler puts in the place of the keywords in a schedule's input
/// ("Adding context attributes", EventBridge Scheduler User Guide).
///
/// @param scheduledTime when the run is due; it is written in whole seconds
/// @param scheduleArn of the schedule
/// @param executionId differs for each attempt
/// @param attempt counted from one
public record SchedulerInput(Instant scheduledTime, String scheduleArn, String executionId, int attempt) {
    /// The event that the target gets.
    public String applyTo(String input) {
        return input.replace(
                        "<aws.scheduler.scheduled-time>",
                        scheduledTime.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("<aws.scheduler.schedule-arn>", scheduleArn)
                .replace("<aws.scheduler.execution-id>", executionId)
                .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
    }
}
