package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Principal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;

class LocalAwsTest {
    private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
    private final LocalAws aws = LocalAws.start(clock);
    private final Ec2 region = aws.ec2(Clients.REGION);
    private final Ec2Client ec2 = new Clients(aws.endpoint(), "AKIDLOCAL").of(Ec2Client::builder);
    private final SnsClient sns = new Clients(aws.endpoint(), "AKIDLOCAL").of(SnsClient::builder);

    @AfterEach
    void close() {
        ec2.close();
        sns.close();
        aws.close();
    }

    @Test
    void everyCallIsLoggedWithWhatBecameOfIt() {
        String id = region.launch("m7g.large").id();

        ec2.stopInstances(r -> r.instanceIds(id));
        assertRefused(() -> ec2.stopInstances(r -> r.instanceIds("i-00000000")), 400, "InvalidInstanceID.NotFound", "");

        assertThat(aws.calls().all())
                .containsExactly(
                        new Call(
                                clock.instant(),
                                "123456789012",
                                "eu-central-1",
                                "ec2",
                                "StopInstances",
                                Map.of("InstanceId.1", id),
                                200,
                                ""),
                        new Call(
                                clock.instant(),
                                "123456789012",
                                "eu-central-1",
                                "ec2",
                                "StopInstances",
                                Map.of("InstanceId.1", "i-00000000"),
                                400,
                                "InvalidInstanceID.NotFound"));
        assertThat(aws.calls().unrecognized()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsRefusedAndNoted() {
        String id = region.launch("m7g.large").id();

        assertRefused(ec2::describeVpcs, 400, "InvalidAction", "ec2:DescribeVpcs");
        assertRefused(() -> ec2.stopInstances(r -> r.instanceIds(id).force(true)), 400, "UnknownParameter", "Force");
        assertRefused(
                () -> ec2.describeInstances(r ->
                        r.filters(Filter.builder().name("vpc-id").values("x").build())),
                400,
                "InvalidParameterValue",
                "vpc-id");
        assertRefused(sns::listTopics, 400, "InvalidAction", "sns:ListTopics");

        assertThat(aws.calls().unrecognized())
                .hasSize(4)
                .first()
                .isEqualTo("this endpoint does not know the action ec2:DescribeVpcs");
        assertThat(region.instances().getFirst().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void anUnsignedCallIsRefusedAndNoted() throws Exception {
        HttpRequest unsigned = HttpRequest.newBuilder(aws.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeInstances"))
                .build();

        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(unsigned, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(400);
        }
        assertThat(aws.calls().unrecognized())
                .containsExactly("this endpoint does not know the action unsigned:DescribeInstances");
    }

    @Test
    void whatAnAnswerFailsOnIsNoted() {
        aws.register("AKIDLOCAL", Principal.role("123456789012", "stopper", IamPolicy.parse("""
                {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                               "Condition": {"StringEquals": {"aws:TagKeys": ["a", "b"]}}}}
                """)));
        String id = region.launch("m7g.large").id();

        assertRefused(
                () -> ec2.createTags(r -> r.resources(id).tags(tag("a"), tag("b"))),
                500,
                "InternalFailure",
                "aws:TagKeys has several values");
        assertThat(aws.calls().unrecognized()).hasSize(1);
    }

    @Test
    void theActionsAreThoseThatAreAnswered() {
        assertThat(LocalAws.actions())
                .containsExactly(
                        "acm:DescribeCertificate",
                        "acm:ListCertificates",
                        "apigateway:GET",
                        "autoscaling:DescribeAutoScalingGroups",
                        "cloudfront:ListDistributions",
                        "ec2:CreateTags",
                        "ec2:DescribeInstanceTypes",
                        "ec2:DescribeInstances",
                        "ec2:DescribeManagedPrefixLists",
                        "ec2:DescribeVolumes",
                        "ec2:GetManagedPrefixListEntries",
                        "ec2:ModifyManagedPrefixList",
                        "ec2:StartInstances",
                        "ec2:StopInstances",
                        "ecs:DescribeServices",
                        "ecs:DescribeTaskDefinition",
                        "ecs:DescribeTasks",
                        "ecs:ListTasks",
                        "ecs:UpdateService",
                        "elasticache:DescribeReplicationGroups",
                        "elasticache:DescribeUsers",
                        "elasticache:ModifyReplicationGroup",
                        "elasticache:ModifyUser",
                        "elasticloadbalancing:DescribeAccountLimits",
                        "elasticloadbalancing:DescribeListenerCertificates",
                        "elasticloadbalancing:DescribeListeners",
                        "elasticloadbalancing:DescribeLoadBalancers",
                        "elasticloadbalancing:DescribeTargetHealth",
                        "iam:CreateAccessKey",
                        "iam:DeleteAccessKey",
                        "iam:GetAccessKeyLastUsed",
                        "iam:ListAccessKeys",
                        "iam:ListServerCertificates",
                        "iam:UpdateAccessKey",
                        "kms:DescribeKey",
                        "memorydb:DescribeUsers",
                        "memorydb:UpdateUser",
                        "rds:DescribeDBInstances",
                        "route53:ChangeResourceRecordSets",
                        "route53:ListResourceRecordSets",
                        "s3:GetObject",
                        "s3:ListBucket",
                        "s3:PutObject",
                        "sns:Publish",
                        "ssm:DeleteParameter",
                        "ssm:DescribeParameters",
                        "ssm:GetParameter",
                        "ssm:GetParameterHistory",
                        "ssm:GetParameters",
                        "ssm:LabelParameterVersion",
                        "ssm:ListCommands",
                        "ssm:PutParameter",
                        "ssm:SendCommand",
                        "sts:AssumeRole",
                        "tag:GetResources");
    }

    @Test
    void regionsAndAccountsShareNothing() {
        aws.register("AKIDOTHER", Principal.unrestricted("444455556666"));
        String here = region.launch("m7g.large").id();
        String there =
                aws.ec2("444455556666", Clients.REGION).launch("m7g.large").id();
        aws.ec2("eu-west-1").launch("m7g.large");

        assertThat(ids(ec2)).containsExactly(here);
        try (Ec2Client other = new Clients(aws.endpoint(), "AKIDOTHER").of(Ec2Client::builder)) {
            assertThat(ids(other)).containsExactly(there);
        }
    }

    @Test
    void aRoleMayDoWhatItsPolicySays() {
        aws.register("AKIDLOCAL", Principal.role("123456789012", "stopper", IamPolicy.parse("""
                {"Statement": [
                  {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*",
                   "Condition": {"Null": {"aws:ResourceTag/nightshift:schedule": "false"}}},
                  {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
                   "Condition": {
                     "Null": {"aws:ResourceTag/nightshift:schedule": "false", "aws:TagKeys": "false"},
                     "ForAllValues:StringEquals": {"aws:TagKeys": ["nightshift:last"]}}}]}
                """)));
        String ours =
                region.launch("m7g.large").tag("nightshift:schedule", "office").id();
        String other = region.launch("m7g.large").id();

        ec2.createTags(r -> r.resources(ours).tags(tag("nightshift:last")));
        ec2.stopInstances(r -> r.instanceIds(ours));

        assertRefused(
                () -> ec2.stopInstances(r -> r.instanceIds(ours, other)),
                403,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. User:"
                        + " arn:aws:sts::123456789012:assumed-role/stopper/local is not authorized to perform:"
                        + " ec2:StopInstances on resource: arn:aws:ec2:eu-central-1:123456789012:instance/" + other
                        + " because no identity-based policy allows the ec2:StopInstances action");
        assertRefused(() -> ec2.createTags(r -> r.resources(ours).tags(tag("Name"))), 403, "UnauthorizedOperation", "");
        assertRefused(
                () -> ec2.createTags(r -> r.resources(other).tags(tag("nightshift:last"))),
                403,
                "UnauthorizedOperation",
                other);
        assertRefused(
                () -> ec2.stopInstances(r -> r.instanceIds(other).dryRun(true)), 403, "UnauthorizedOperation", other);
        assertRefused(() -> ids(ec2), 403, "UnauthorizedOperation", "ec2:DescribeInstances on resource: *");
        assertRefused(() -> sns.publish(r -> r.topicArn("t").message("x")), 403, "AuthorizationError", "sns:Publish");
    }

    static List<String> ids(Ec2Client client) {
        return client.describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(software.amazon.awssdk.services.ec2.model.Instance::instanceId)
                .toList();
    }

    private static Tag tag(String key) {
        return Tag.builder().key(key).value("stop").build();
    }
}
