package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// Who is told, over what, and who may tell.
@NullUnmarked // A key that a template lacks fails the test.
class NotificationsTest {

    private final Assembly assembly = Assembly.shared();

    @Test
    void queuesAndTopicsAreEncryptedAndTakeNothingInTheClear() {
        assertThat(assembly.resources("AWS::SQS::Queue").values())
                .hasSize(2)
                .allSatisfy(
                        queue -> assertThat(Assembly.properties(queue)).containsEntry("SqsManagedSseEnabled", true));
        assertThat(assembly.resources("AWS::SNS::Topic").values())
                .hasSize(2)
                .allSatisfy(topic -> assertThat(Assembly.properties(topic))
                        .containsEntry(
                                "KmsMasterKeyId", Map.of("Fn::GetAtt", List.of(assembly.id("AWS::KMS::Key"), "Arn"))));
        assertThat(Stream.concat(
                        assembly.resources("AWS::SQS::QueuePolicy").values().stream(),
                        assembly.resources("AWS::SNS::TopicPolicy").values().stream()))
                .hasSize(4)
                .allSatisfy(policy -> assertThat(
                                Assembly.statements(Assembly.properties(policy).get("PolicyDocument")))
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

        assertThat(Assembly.statements(assembly.only("AWS::KMS::Key").get("KeyPolicy")))
                .anySatisfy(statement -> assertThat(Assembly.asMap(statement))
                        .containsAllEntriesOf(cloudWatch)
                        .containsEntry("Action", List.of("kms:Decrypt", "kms:GenerateDataKey*")));
        assertThat(topicsThatAllow(cloudWatch)).containsExactly(assembly.topic("Nightshift alarms"));
    }

    @Test
    void peopleGetReportsMeantForThemAndEveryAlarm() {
        List<Map<?, ?>> mails = assembly.resources("AWS::SNS::Subscription").values().stream()
                .<Map<?, ?>>map(Assembly::properties)
                .toList();

        assertThat(mails)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "Protocol",
                                "email",
                                "Endpoint",
                                "platform@acme.example",
                                "TopicArn",
                                Map.of("Ref", assembly.topic("Nightshift")),
                                "FilterPolicy",
                                Map.of("audience", List.of("people"))),
                        Map.of(
                                "Protocol", "email",
                                "Endpoint", "platform@acme.example",
                                "TopicArn", Map.of("Ref", assembly.topic("Nightshift alarms"))));
    }

    @Test
    void theChatHearsBothTopicsAndMayDoNothing() {
        assertThat(assembly.only("AWS::Chatbot::SlackChannelConfiguration"))
                .containsEntry("SlackWorkspaceId", "T0ACME")
                .containsEntry("SlackChannelId", "C0OPS")
                .containsEntry(
                        "SnsTopicArns",
                        List.of(
                                Map.of("Ref", assembly.topic("Nightshift")),
                                Map.of("Ref", assembly.topic("Nightshift alarms"))))
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

    private List<Object> topicsThatAllow(Map<String, Object> statement) {
        List<Object> topics = new ArrayList<>();
        for (Map<?, ?> policy : assembly.resources("AWS::SNS::TopicPolicy").values()) {
            boolean allows = Assembly.statements(Assembly.properties(policy).get("PolicyDocument")).stream()
                    .anyMatch(each -> Assembly.asMap(each).entrySet().containsAll(statement.entrySet()));
            if (allows) {
                ((List<?>) Assembly.properties(policy).get("Topics"))
                        .forEach(topic -> topics.add(((Map<?, ?>) topic).get("Ref")));
            }
        }
        return topics;
    }
}
