package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.stopper.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The template as CloudFormation gets it. Logical ids are CDK's; what is asserted is what AWS will be told.
class StackTest {
    private static final String PHYSICAL_NAME = "nightshift-acme-prod-weekend-instance-stopper";

    private final Assembly assembly = Assembly.shared();

    @Test
    void theFunctionIsJava25OnArmWithItsSettingsBesideIt() {
        assertThat(only("AWS::Lambda::Function"))
                .containsEntry("FunctionName", PHYSICAL_NAME)
                .containsEntry("Runtime", "java25")
                .containsEntry("Architectures", List.of("arm64"))
                .containsEntry("Handler", Handler.class.getName())
                .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
                .containsEntry("ReservedConcurrentExecutions", 1)
                .containsEntry("Layers", List.of(ref("AWS::Lambda::LayerVersion")))
                .containsEntry(
                        "Environment",
                        Map.of(
                                "Variables",
                                Map.of(
                                        "NIGHTSHIFT_CONFIG",
                                        "/opt/nightshift/weekend-instance-stopper.json",
                                        "NIGHTSHIFT_TOPIC_ARN",
                                        Map.of("Ref", topic("Nightshift")))));
    }

    @Test
    void itsLogIsItsOwnStructuredAndKeptAsLongAsTheSiteSays() {
        assertThat(only("AWS::Logs::LogGroup")).containsEntry("RetentionInDays", 30);
        assertThat(only("AWS::Lambda::Function"))
                .containsEntry("LoggingConfig", Map.of("LogFormat", "JSON", "LogGroup", ref("AWS::Logs::LogGroup")));
    }

    @Test
    void failuresAndAgeAreConfiguredOnTheAliasThatTheScheduleInvokes() {
        Map<?, ?> alias = ref("AWS::Lambda::Alias");
        Map<?, ?> invocation = only("AWS::Lambda::EventInvokeConfig");

        // An alias' ARN ends with its name: arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS.
        assertThat(invocation.get("Qualifier"))
                .isEqualTo(Map.of("Fn::Select", List.of(7, Map.of("Fn::Split", List.of(":", alias)))));
        assertThat(invocation.get("MaximumRetryAttempts")).isEqualTo(0);
        assertThat(invocation.get("MaximumEventAgeInSeconds")).isEqualTo(900);
        assertThat(invocation.get("DestinationConfig"))
                .isEqualTo(Map.of("OnFailure", Map.of("Destination", arn(queue("failed")))));
        assertThat(target().get("Arn")).isEqualTo(alias);
        assertThat(only("AWS::Lambda::Alias"))
                .extractingByKey("FunctionVersion")
                .isEqualTo(Map.of("Fn::GetAtt", List.of(id("AWS::Lambda::Version"), "Version")));
    }

    @Test
    void theScheduleRunsInUtcEveryQuarterOfAnHourAndRepeatsNothing() {
        assertThat(only("AWS::Scheduler::Schedule"))
                .containsEntry("ScheduleExpression", "cron(0/15 * * * ? *)")
                .containsEntry("ScheduleExpressionTimezone", "UTC")
                .containsEntry("FlexibleTimeWindow", Map.of("Mode", "OFF"))
                .containsEntry("State", "ENABLED")
                .containsEntry("GroupName", ref("AWS::Scheduler::ScheduleGroup"));
        assertThat(target().get("RetryPolicy"))
                .isEqualTo(Map.of("MaximumRetryAttempts", 0, "MaximumEventAgeInSeconds", 900));
        assertThat(target().get("DeadLetterConfig")).isEqualTo(Map.of("Arn", arn(queue("undelivered"))));
    }

    @Test
    void theScheduleSendsTheEventFileThatTestsAndPeopleUse() {
        Object sent = Json.parse("input", String.valueOf(target().get("Input")));

        assertThat(sent)
                .isEqualTo(Json.read(
                        Assembly.REPOSITORY.root().resolve("events/weekend-instance-stopper/scheduled.json")));
        assertThat(((Map<?, ?>) sent).get("time")).isEqualTo("<aws.scheduler.scheduled-time>");
    }

    @Test
    void queuesAndTopicsAreEncryptedAndTakeNothingInTheClear() {
        assertThat(assembly.resources("AWS::SQS::Queue").values())
                .hasSize(2)
                .allSatisfy(queue -> assertThat(properties(queue)).containsEntry("SqsManagedSseEnabled", true));
        assertThat(assembly.resources("AWS::SNS::Topic").values())
                .hasSize(2)
                .allSatisfy(topic -> assertThat(properties(topic))
                        .containsEntry("KmsMasterKeyId", Map.of("Fn::GetAtt", List.of(id("AWS::KMS::Key"), "Arn"))));
        assertThat(Stream.concat(
                        assembly.resources("AWS::SQS::QueuePolicy").values().stream(),
                        assembly.resources("AWS::SNS::TopicPolicy").values().stream()))
                .hasSize(4)
                .allSatisfy(policy -> assertThat(statements(properties(policy).get("PolicyDocument")))
                        .anySatisfy(statement -> {
                            assertThat(statement.get("Effect")).isEqualTo("Deny");
                            assertThat(statement.get("Condition"))
                                    .isEqualTo(Map.of("Bool", Map.of("aws:SecureTransport", "false")));
                        }));
    }

    @Test
    void onlyThisAccountsAlarmsMayUseTheKeyAndTheAlarmsTopic() {
        Map<String, Object> cloudWatch = Map.of(
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", "cloudwatch.amazonaws.com"),
                "Condition",
                Map.of("StringEquals", Map.of("aws:SourceAccount", Map.of("Ref", "AWS::AccountId"))));

        assertThat(statements(only("AWS::KMS::Key").get("KeyPolicy")))
                .anySatisfy(statement -> assertThat(asMap(statement))
                        .containsAllEntriesOf(cloudWatch)
                        .containsEntry("Action", List.of("kms:Decrypt", "kms:GenerateDataKey*")));
        assertThat(topicsThatAllow(cloudWatch)).containsExactly(topic("Nightshift alarms"));
    }

    @Test
    void peopleGetReportsMeantForThemAndEveryAlarm() {
        List<Map<?, ?>> mails = assembly.resources("AWS::SNS::Subscription").values().stream()
                .<Map<?, ?>>map(StackTest::properties)
                .toList();

        assertThat(mails)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "Protocol",
                                "email",
                                "Endpoint",
                                "platform@acme.example",
                                "TopicArn",
                                Map.of("Ref", topic("Nightshift")),
                                "FilterPolicy",
                                Map.of("audience", List.of("people"))),
                        Map.of(
                                "Protocol", "email",
                                "Endpoint", "platform@acme.example",
                                "TopicArn", Map.of("Ref", topic("Nightshift alarms"))));
    }

    @Test
    void theChatHearsBothTopicsAndMayDoNothing() {
        assertThat(only("AWS::Chatbot::SlackChannelConfiguration"))
                .containsEntry("SlackWorkspaceId", "T0ACME")
                .containsEntry("SlackChannelId", "C0OPS")
                .containsEntry(
                        "SnsTopicArns",
                        List.of(Map.of("Ref", topic("Nightshift")), Map.of("Ref", topic("Nightshift alarms"))))
                .containsEntry(
                        "GuardrailPolicies",
                        List.of(Map.of(
                                "Fn::Join",
                                List.of(
                                        "",
                                        List.of(
                                                "arn:",
                                                Map.of("Ref", "AWS::Partition"),
                                                ":iam::aws:policy/AWSDenyAll")))));
    }

    @Test
    void everyWayOfNotWorkingRaisesAnAlarm() {
        Map<String, String> watched = new TreeMap<>();
        for (Map<?, ?> alarm : assembly.resources("AWS::CloudWatch::Alarm").values()) {
            Map<?, ?> properties = properties(alarm);
            assertThat(properties.get("AlarmActions")).isEqualTo(List.of(Map.of("Ref", topic("Nightshift alarms"))));
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
                        Map.entry("Nightshift Runs", "Sum 1 of 900 s x 3, missing breaching"));
    }

    @Test
    void missedRunsAreLookedForUnderTheNameThatTheFunctionCountsThemBy() {
        assertThat(alarmOn("Runs").get("Dimensions"))
                .isEqualTo(List.of(Map.of("Name", "Function", "Value", PHYSICAL_NAME)));
        assertThat(alarmOn("Runs").get("ComparisonOperator")).isEqualTo("LessThanThreshold");
    }

    @Test
    void noNameOfAnAccountRegionOrPartitionIsInTheTemplate() {
        assertThat(assembly.templateFile())
                .content()
                .doesNotContain("arn:aws:iam", "arn:aws:ec2", "arn:aws:sns", "arn:aws:lambda", "eu-west-", "us-east-")
                .contains("AWS::Partition");
    }

    @Test
    void theSettingsAreInTheTemplateForDiffsToShow() {
        assertThat(assembly.section("Metadata"))
                .isEqualTo(Map.of(
                        "weekend-instance-stopper.schedules.lab.stop[0]",
                        "Fri 18:00 -> Mon 08:00",
                        "weekend-instance-stopper.tag",
                        "acme:hours",
                        "weekend-instance-stopper.zone",
                        "Europe/Berlin"));
    }

    private Map<String, Object> only(String type) {
        Map<String, Map<?, ?>> resources = assembly.resources(type);
        assertThat(resources).as(type).hasSize(1);
        return properties(resources.values().iterator().next());
    }

    private String id(String type) {
        return assembly.resources(type).keySet().iterator().next();
    }

    private Map<?, ?> ref(String type) {
        return Map.of("Ref", id(type));
    }

    private static Map<?, ?> arn(String id) {
        return Map.of("Fn::GetAtt", List.of(id, "Arn"));
    }

    private String topic(String displayName) {
        return idWhere("AWS::SNS::Topic", "DisplayName", displayName);
    }

    private String queue(String purpose) {
        return idWhere("AWS::SQS::Queue", "QueueName", PHYSICAL_NAME + "-" + purpose);
    }

    private String idWhere(String type, String property, String value) {
        return assembly.resources(type).entrySet().stream()
                .filter(resource -> value.equals(properties(resource.getValue()).get(property)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Map<?, ?> target() {
        return (Map<?, ?>) only("AWS::Scheduler::Schedule").get("Target");
    }

    private Map<?, ?> alarmOn(String metric) {
        return assembly.resources("AWS::CloudWatch::Alarm").values().stream()
                .map(StackTest::properties)
                .filter(alarm -> metric.equals(alarm.get("MetricName")))
                .findFirst()
                .orElseThrow();
    }

    private List<Object> topicsThatAllow(Map<String, Object> statement) {
        List<Object> topics = new ArrayList<>();
        for (Map<?, ?> policy : assembly.resources("AWS::SNS::TopicPolicy").values()) {
            boolean allows = statements(properties(policy).get("PolicyDocument")).stream()
                    .anyMatch(each -> asMap(each).entrySet().containsAll(statement.entrySet()));
            if (allows) {
                ((List<?>) properties(policy).get("Topics"))
                        .forEach(topic -> topics.add(((Map<?, ?>) topic).get("Ref")));
            }
        }
        return topics;
    }

    private static List<Map<?, ?>> statements(Object document) {
        return ((List<?>) ((Map<?, ?>) document).get("Statement"))
                .stream().<Map<?, ?>>map(statement -> (Map<?, ?>) statement).toList();
    }

    private static Map<String, Object> properties(Map<?, ?> resource) {
        return asMap((Map<?, ?>) resource.get("Properties"));
    }

    private static Map<String, Object> asMap(Map<?, ?> map) {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
