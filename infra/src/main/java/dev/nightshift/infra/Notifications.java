package dev.nightshift.infra;

import dev.nightshift.site.Recipients;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.chatbot.CfnSlackChannelConfiguration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// How people and machines are told: a topic for what the functions report, one for alarms, one key for both.
///
/// A report's attribute `audience` tells subscriptions apart: e-mail takes what is for `people`. Alarms have a topic of
/// their own because CloudWatch sets no attributes, and a filter never matches a message without any, not even with
/// `"exists": false`. Source: *Key matching*, Amazon SNS developer guide.
///
/// Amazon Q makes the chat's subscriptions itself, without a filter, and posts only what it knows: custom notifications
/// and alarms.
final class Notifications extends Construct {
    private static final String CLOUD_WATCH = "cloudwatch.amazonaws.com";
    private static final List<String> KEY_USE = List.of("kms:Decrypt", "kms:GenerateDataKey*");

    private final Key key;
    private final Topic reports;
    private final Topic alarms;

    Notifications(Construct scope, Recipients recipients) {
        super(scope, "notifications");
        key = Key.Builder.create(this, "Key")
                .description("Nightshift: the topics' messages at rest")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .pendingWindow(Duration.days(7))
                .build();
        key.addToResourcePolicy(ofThisAccountsAlarms(KEY_USE, "*"));
        reports = topic("Reports", "Nightshift");
        alarms = topic("Alarms", "Nightshift alarms");
        alarms.addToResourcePolicy(ofThisAccountsAlarms(List.of("sns:Publish"), alarms.getTopicArn()));
        for (String address : recipients.email()) {
            email(reports, address, Map.of(dev.nightshift.kit.aws.Topic.AUDIENCE, List.of("people")));
            email(alarms, address, null);
        }
        recipients.chat().ifPresent(this::chat);
    }

    /// Where functions report to.
    Topic reports() {
        return reports;
    }

    /// Where alarms go to.
    Topic alarms() {
        return alarms;
    }

    /// What a role needs to publish reports. The key's use is bound to this topic by SNS' encryption context.
    List<Permission> publishing() {
        return List.of(
                Permission.allow("Report", List.of("sns:Publish"), List.of(reports.getTopicArn())),
                Permission.allow(
                                "EncryptReports",
                                KEY_USE,
                                List.of(key.getKeyArn()),
                                Map.of(
                                        "StringEquals",
                                        Map.of("kms:EncryptionContext:aws:sns:topicArn", reports.getTopicArn())))
                        .because("What the SNS developer guide asks of a publisher; bound to one key and topic."));
    }

    private Topic topic(String id, String displayName) {
        return Topic.Builder.create(this, id)
                .displayName(displayName)
                .masterKey(key)
                .enforceSsl(true)
                .build();
    }

    private static PolicyStatement ofThisAccountsAlarms(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid("Alarms")
                .principals(List.of(new ServicePrincipal(CLOUD_WATCH)))
                .actions(actions)
                .resources(List.of(resource))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build();
    }

    private static void email(Topic topic, String address, @Nullable Map<String, List<String>> filter) {
        CfnSubscription.Builder.create(topic, address)
                .topicArn(topic.getTopicArn())
                .protocol("email")
                .endpoint(address)
                .filterPolicy(filter)
                .build();
    }

    private void chat(Recipients.Chat chat) {
        Role role = Role.Builder.create(this, "ChatRole")
                .description("Amazon Q in the chat may do nothing in this account")
                .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
                .build();
        CfnSlackChannelConfiguration.Builder.create(this, "Chat")
                .configurationName(Aws.STACK_NAME)
                .slackWorkspaceId(chat.workspace())
                .slackChannelId(chat.channel())
                .iamRoleArn(role.getRoleArn())
                .guardrailPolicies(List.of(
                        ManagedPolicy.fromAwsManagedPolicyName("AWSDenyAll").getManagedPolicyArn()))
                .snsTopicArns(List.of(reports.getTopicArn(), alarms.getTopicArn()))
                .build();
    }
}
