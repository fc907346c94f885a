package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// What wakes somebody.
@NullUnmarked // A key that a template lacks fails the test.
class FunctionAlarmsTest {
    private static final String PHYSICAL_NAME = "nightshift-acme-prod-weekend-instance-stopper";

    private final Assembly assembly = Assembly.shared();

    @Test
    void everyWayOfNotWorkingRaisesAnAlarm() {
        Map<String, String> watched = new TreeMap<>();
        for (Map<?, ?> alarm : assembly.resources("AWS::CloudWatch::Alarm").values()) {
            Map<?, ?> properties = Assembly.properties(alarm);
            assertThat(properties.get("AlarmActions"))
                    .isEqualTo(List.of(Map.of("Ref", assembly.topic("Nightshift alarms"))));
            String name = properties.get("Namespace") + " " + properties.get("MetricName");
            watched.merge(
                    name,
                    "%s %s of %s s x %s, missing %s"
                            .formatted(
                                    properties.get("Statistic"),
                                    properties.get("Threshold"),
                                    properties.get("Period"),
                                    properties.get("EvaluationPeriods"),
                                    properties.get("TreatMissingData")),
                    (one, other) -> one + "; " + other);
        }

        assertThat(watched)
                .containsOnly(
                        Map.entry("AWS/Lambda Duration", "Maximum 240000 of 300 s x 1, missing notBreaching"),
                        Map.entry("AWS/Lambda Errors", "Sum 1 of 300 s x 1, missing notBreaching"),
                        Map.entry("AWS/Lambda Throttles", "Sum 1 of 300 s x 1, missing notBreaching"),
                        Map.entry(
                                "AWS/SQS ApproximateNumberOfMessagesVisible",
                                "Maximum 1 of 300 s x 1, missing notBreaching; Maximum 1 of 300 s x 1, missing notBreaching"),
                        Map.entry("AWS/Scheduler InvocationDroppedCount", "Sum 1 of 300 s x 1, missing notBreaching"),
                        Map.entry("AWS/Scheduler TargetErrorCount", "Sum 1 of 300 s x 1, missing notBreaching"),
                        Map.entry("Nightshift Complete", "Maximum 1 of 3600 s x 25, missing notBreaching"),
                        Map.entry("Nightshift Runs", "Sum 1 of 900 s x 3, missing breaching"));
    }

    @Test
    void missedRunsAreLookedForUnderTheNameThatTheFunctionCountsThemBy() {
        assertThat(alarmOn("Runs").get("Dimensions"))
                .isEqualTo(List.of(Map.of("Name", "Function", "Value", PHYSICAL_NAME)));
        assertThat(alarmOn("Runs").get("ComparisonOperator")).isEqualTo("LessThanThreshold");
    }

    private Map<?, ?> alarmOn(String metric) {
        return assembly.resources("AWS::CloudWatch::Alarm").values().stream()
                .map(Assembly::properties)
                .filter(alarm -> metric.equals(alarm.get("MetricName")))
                .findFirst()
                .orElseThrow();
    }
}
