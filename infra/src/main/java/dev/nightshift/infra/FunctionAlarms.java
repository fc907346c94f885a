package dev.nightshift.infra;

import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.aws.RunTime;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// What wakes somebody when a scheduled function does not do its work.
final class FunctionAlarms extends Construct {
    private static final Duration PERIOD = Duration.minutes(5);

    private final FunctionSpec spec;
    private final SnsAction action;

    FunctionAlarms(Construct scope, FunctionSpec spec, String functionName, ITopic topic) {
        super(scope, "Alarms");
        this.spec = spec;
        this.action = new SnsAction(topic);
        missedRuns(functionName);
        outOfReach(functionName);
        spec.lasting().forEach(one -> lasts(one, functionName));
    }

    /// Errors, throttles and runs that nearly ran out of time.
    ///
    /// @param resumes whether it is also invoked in between: a long run throttles such a one, which is tried again
    FunctionAlarms watch(Alias alias, boolean resumes) {
        alarm("Errors", "runs ended in an error: its log says why", alias.metricErrors(sum()));
        int periods = resumes ? (int) spec.timeout().dividedBy(java.time.Duration.ofMinutes(5)) + 2 : 1;
        alarm(
                "Throttles",
                "runs were throttled: the account's concurrency is used up",
                alias.metricThrottles(sum()),
                1,
                periods);
        MetricOptions longest =
                MetricOptions.builder().statistic("Maximum").period(PERIOD).build();
        alarm(
                "Duration",
                "a run took more than " + RunTime.alarmAfter(spec.timeout()).toSeconds() + " s of its timeout of "
                        + spec.timeout().toSeconds() + " s",
                alias.metricDuration(longest),
                (double) RunTime.alarmAfter(spec.timeout()).toMillis());
        return this;
    }

    /// A queue that should be empty.
    ///
    /// @param content what lies in it
    FunctionAlarms watch(Queue queue, String content) {
        MetricOptions most =
                MetricOptions.builder().statistic("Maximum").period(PERIOD).build();
        alarm(
                queue.getNode().getId() + "-queue",
                "the queue has " + content + ": read, repair, purge",
                queue.metricApproximateNumberOfMessagesVisible(most));
        return this;
    }

    /// Runs that Scheduler could not start. Source: *Monitoring with CloudWatch*, EventBridge Scheduler user guide.
    FunctionAlarms watch(RunSchedule schedule) {
        alarm("TargetErrors", "Scheduler's calls of the function failed", scheduler("TargetErrorCount", schedule));
        alarm("Dropped", "Scheduler gave runs up", scheduler("InvocationDroppedCount", schedule));
        return this;
    }

    // No metric is the alarm. A disabled schedule is expected to be silent.
    private void missedRuns(String functionName) {
        Metric runs = own(
                Metrics.RUNS,
                "Sum",
                Duration.seconds(spec.timing().missedPeriod().toSeconds()),
                functionName);
        Alarm alarm = Alarm.Builder.create(this, "MissedRuns")
                .alarmDescription(spec.name() + ": runs were missed")
                .metric(runs)
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(spec.timing().missedPeriods())
                .treatMissingData(TreatMissingData.BREACHING)
                .actionsEnabled(spec.deployment().enabled())
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
    }

    // An hour counts when runs came to their end in it and none of them reached everything; without runs it does not.
    private void outOfReach(String functionName) {
        Alarm alarm = Alarm.Builder.create(this, "OutOfReach")
                .alarmDescription(spec.name() + ": something has been out of reach for a day: the log says what")
                .metric(own(Metrics.COMPLETE, "Maximum", Duration.hours(1), functionName))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .datapointsToAlarm(spec.timing().hoursWithRuns())
                .evaluationPeriods(spec.timing().reachHours())
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
    }

    // A minute, so that two runs are two data points. Missing ones do not end what lasts.
    private void lasts(LastingAlarm one, String functionName) {
        Alarm alarm = Alarm.Builder.create(this, one.metric())
                .alarmDescription(spec.name() + ": " + one.meaning())
                .metric(own(one.metric(), "Maximum", Duration.minutes(1), functionName))
                .threshold(one.atLeast())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.IGNORE)
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
    }

    private static Metric own(String name, String statistic, Duration period, String functionName) {
        return Metric.Builder.create()
                .namespace(Metrics.NAMESPACE)
                .metricName(name)
                .dimensionsMap(Map.of(Metrics.DIMENSION, functionName))
                .statistic(statistic)
                .period(period)
                .build();
    }

    private static MetricOptions sum() {
        return MetricOptions.builder().statistic("Sum").period(PERIOD).build();
    }

    private static Metric scheduler(String name, RunSchedule schedule) {
        return Metric.Builder.create()
                .namespace("AWS/Scheduler")
                .metricName(name)
                .dimensionsMap(Map.of("ScheduleGroup", schedule.groupName()))
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }

    private void alarm(String id, String meaning, IMetric metric) {
        alarm(id, meaning, metric, 1);
    }

    private void alarm(String id, String meaning, IMetric metric, double atLeast) {
        alarm(id, meaning, metric, atLeast, 1);
    }

    private void alarm(String id, String meaning, IMetric metric, double atLeast, int periods) {
        Alarm.Builder.create(this, id)
                .alarmDescription(spec.name() + ": " + meaning)
                .metric(metric)
                .threshold(atLeast)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build()
                .addAlarmAction(action);
    }
}
