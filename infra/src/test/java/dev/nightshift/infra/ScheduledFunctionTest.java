package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Zones;
import dev.nightshift.stopper.Handler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// The function and its schedule, as CloudFormation gets them.
@NullUnmarked // A key that a template lacks fails the test.
class ScheduledFunctionTest {
    private static final String PHYSICAL_NAME = "nightshift-acme-prod-weekend-instance-stopper";

    private final Assembly assembly = Assembly.shared();

    @Test
    void theFunctionIsJava25OnArmWithItsSettingsBesideIt() {
        assertThat(assembly.only("AWS::Lambda::Function"))
                .containsEntry("FunctionName", PHYSICAL_NAME)
                .containsEntry("Runtime", "java25")
                .containsEntry("Architectures", List.of("arm64"))
                .containsEntry("Handler", Handler.class.getName())
                .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
                .containsEntry("ReservedConcurrentExecutions", 1)
                .containsEntry("Layers", List.of(assembly.ref("AWS::Lambda::LayerVersion")))
                .containsEntry(
                        "Environment",
                        Map.of(
                                "Variables",
                                Map.of(
                                        "NIGHTSHIFT_CONFIG",
                                        "/opt/nightshift/weekend-instance-stopper.json",
                                        "NIGHTSHIFT_BUCKET",
                                        assembly.ref("AWS::S3::Bucket"),
                                        "NIGHTSHIFT_TOPIC_ARN",
                                        Map.of("Ref", assembly.topic("Nightshift")))));
    }

    @Test
    void itsLogIsItsOwnStructuredAndKeptAsLongAsTheSiteSays() {
        assertThat(assembly.only("AWS::Logs::LogGroup")).containsEntry("RetentionInDays", 30);
        assertThat(assembly.only("AWS::Lambda::Function"))
                .containsEntry(
                        "LoggingConfig", Map.of("LogFormat", "JSON", "LogGroup", assembly.ref("AWS::Logs::LogGroup")));
    }

    @Test
    void failuresAndAgeAreConfiguredOnTheAliasThatTheScheduleInvokes() {
        Map<?, ?> alias = assembly.ref("AWS::Lambda::Alias");
        Map<?, ?> invocation = assembly.only("AWS::Lambda::EventInvokeConfig");

        // An alias' ARN ends with its name: arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS.
        assertThat(invocation.get("Qualifier"))
                .isEqualTo(Map.of("Fn::Select", List.of(7, Map.of("Fn::Split", List.of(":", alias)))));
        assertThat(invocation.get("MaximumRetryAttempts")).isEqualTo(0);
        assertThat(invocation.get("MaximumEventAgeInSeconds")).isEqualTo(600);
        assertThat(invocation.get("DestinationConfig"))
                .isEqualTo(Map.of("OnFailure", Map.of("Destination", arn(queue("failed")))));
        assertThat(target().get("Arn")).isEqualTo(alias);
        assertThat(assembly.only("AWS::Lambda::Alias"))
                .extractingByKey("FunctionVersion")
                .isEqualTo(Map.of("Fn::GetAtt", List.of(assembly.id("AWS::Lambda::Version"), "Version")));
    }

    @Test
    void theScheduleRunsInUtcEveryQuarterOfAnHourAndDeliversUntilARunWouldBeStale() {
        assertThat(assembly.only("AWS::Scheduler::Schedule"))
                .containsEntry("ScheduleExpression", "cron(0/15 * * * ? *)")
                .containsEntry("ScheduleExpressionTimezone", "UTC")
                .containsEntry("FlexibleTimeWindow", Map.of("Mode", "OFF"))
                .containsEntry("State", "ENABLED")
                .containsEntry("GroupName", assembly.ref("AWS::Scheduler::ScheduleGroup"));
        assertThat(target().get("RetryPolicy"))
                .isEqualTo(Map.of("MaximumRetryAttempts", 10, "MaximumEventAgeInSeconds", 600));
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
                        "tzdata",
                        Zones.version(),
                        "weekend-instance-stopper.watch.accounts[0]",
                        "444455556666",
                        "weekend-instance-stopper.watch.externalId",
                        "acme-nightshift",
                        "weekend-instance-stopper.watch.regions[0]",
                        "eu-central-1",
                        "weekend-instance-stopper.watch.regions[1]",
                        "sa-east-1",
                        "weekend-instance-stopper.watch.roleName",
                        PHYSICAL_NAME,
                        "weekend-instance-stopper.schedules.lab.stop[0]",
                        "Fri 18:00 -> Mon 08:00",
                        "weekend-instance-stopper.tag",
                        "acme:hours",
                        "weekend-instance-stopper.volumeKeys[0]",
                        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                        "weekend-instance-stopper.zone",
                        "Europe/Berlin"));
    }

    private static Map<?, ?> arn(String id) {
        return Map.of("Fn::GetAtt", List.of(id, "Arn"));
    }

    private String queue(String purpose) {
        return assembly.idWhere("AWS::SQS::Queue", "QueueName", PHYSICAL_NAME + "-" + purpose);
    }

    private Map<?, ?> target() {
        return (Map<?, ?>) assembly.only("AWS::Scheduler::Schedule").get("Target");
    }
}
