package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.IamRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the roles can do and what they cannot, in account 111122223333 in eu-central-1.
class PermissionsTest {
    private static final String INSTANCE = "arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0";
    private static final String VOLUME_KEY =
            "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final Deployed deployed = new Deployed(Assembly.shared());
    private final IamPolicy stopper = deployed.policyOf("What weekend-instance-stopper may do");
    private final IamPolicy scheduler = deployed.policyOf("How EventBridge Scheduler invokes weekend-instance-stopper");

    @ParameterizedTest
    @CsvSource({
        "ec2:StopInstances,  acme:hours,          true",
        "ec2:StartInstances, acme:hours,          true",
        "ec2:StopInstances,  nightshift:schedule, false",
        "ec2:StartInstances, Name,                false",
        "ec2:StartInstances, nightshift:last,     true",
        "ec2:StopInstances,  nightshift:last,     false",
        "ec2:TerminateInstances, acme:hours,      false",
        "ec2:ModifyInstanceAttribute, acme:hours, false",
        "ec2:DeleteTags,     acme:hours,          false"
    })
    void itTouchesOnlyMachinesThatCarryTheTag(String action, String tag, boolean allowed) {
        IamRequest request = IamRequest.of(action, INSTANCE).withTags("aws:ResourceTag/", Map.of(tag, "lab"));

        assertThat(stopper.allows(request)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme:hours | nightshift:last                 | true",
                "acme:hours | nightshift:last acme:hours      | false",
                "acme:hours | acme:hours                      | false",
                "acme:hours | Name                            | false",
                "acme:hours | ''                              | false",
                "nightshift:last | nightshift:last            | true",
                "nightshift:last | acme:hours                 | false",
                "Name       | nightshift:last                 | false"
            })
    void itSetsNoTagButItsMarkerAndOnlyOnMachinesThatOptedIn(String present, String set, boolean allowed) {
        List<String> keys = set.isBlank() ? List.of() : List.of(set.split(" "));
        IamRequest request = IamRequest.of("ec2:CreateTags", INSTANCE)
                .withTags("aws:ResourceTag/", Map.of(present, "lab"))
                .with("aws:TagKeys", keys);

        assertThat(stopper.allows(request)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ec2:StopInstances      | 111122223333 | Name                    | true
            ec2:StartInstances     | 111122223333 | Name                    | true
            ec2:CreateTags         | 111122223333 | Name                    | true
            ec2:StopInstances      | 111122223333 | nightshift:last         | true
            ec2:StopInstances      | 111122223333 | nightshift:never-stop   | false
            ec2:StartInstances     | 111122223333 | nightshift:never-stop   | false
            ec2:CreateTags         | 111122223333 | nightshift:never-stop   | false
            ec2:StopInstances      | 111122223333 | acme:hours              | true
            ec2:StopInstances      | 444455556666 | Name                    | false
            ec2:CreateTags         | 444455556666 | Name                    | false
            ec2:TerminateInstances | 111122223333 | Name                    | false
            """)
    void machinesWithoutTheTagAreItsOwnOnlyInTheAccountsThatTheSiteNames(
            String action, String account, String tag, boolean allowed) {
        IamRequest request = IamRequest.of(action, INSTANCE.replace("111122223333", account))
                .withTags("aws:ResourceTag/", Map.of(tag, "lab"))
                .with("aws:TagKeys", List.of("nightshift:last"));

        assertThat(untagged().allows(request)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1, true", "sa-east-1, true", "eu-west-1, false"})
    void itActsInTheRegionsThatTheSiteNames(String region, boolean allowed) {
        IamRequest stop = IamRequest.of("ec2:StopInstances", INSTANCE.replace("eu-central-1", region))
                .withTags("aws:ResourceTag/", Map.of("acme:hours", "lab"));

        assertThat(stopper.allows(stop)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject,    /state/weekend-instance-stopper/told.json, true",
        "s3:PutObject,    /state/weekend-instance-stopper/told.json, true",
        "s3:DeleteObject, /state/weekend-instance-stopper/told.json, false",
        "s3:PutObject,    /state/ssl-expiry-checker/told.json,       false",
        "s3:GetObject,    /live/shop.json,                           false",
        "s3:ListBucket,   '',                                        true"
    })
    void itKeepsItsOwnStateAlone(String action, String key, boolean allowed) {
        assertThat(stopper.allows(IamRequest.of(action, deployed.arn("Bucket") + key)))
                .isEqualTo(allowed);
    }

    private static IamPolicy untagged() {
        return Untagged.POLICY;
    }

    /// Synthesized when it is first asked for.
    private static final class Untagged {
        private static final IamPolicy POLICY = new Deployed(Assembly.of(Assembly.SITE.replace(
                        "tag: acme:hours",
                        "tag: acme:hours\n    untagged: {schedule: lab, accounts: [\"111122223333\"]}")))
                .policyOf("What weekend-instance-stopper may do");
    }

    @Test
    void itMarksNothingButMachines() {
        IamRequest request = IamRequest.of(
                        "ec2:CreateTags", "arn:aws:ec2:eu-central-1:111122223333:volume/vol-0123456789abcdef0")
                .withTags("aws:ResourceTag/", Map.of("acme:hours", "lab"))
                .with("aws:TagKeys", List.of("nightshift:last"));

        assertThat(stopper.allows(request)).isFalse();
    }

    @Test
    void itSeesAllMachines() {
        assertThat(stopper.allows(IamRequest.of("ec2:DescribeInstances", "*"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void itLetsOnlyAwsItselfUseAVolumesKey(String forAws, boolean allowed) {
        IamRequest grant = IamRequest.of("kms:CreateGrant", VOLUME_KEY);

        assertThat(stopper.allows(grant.with("kms:GrantIsForAWSResource", List.of(forAws))))
                .isEqualTo(allowed);
        assertThat(stopper.allows(IamRequest.of("kms:CreateGrant", VOLUME_KEY + "0")
                        .with("kms:GrantIsForAWSResource", List.of("true"))))
                .isFalse();
        assertThat(stopper.allows(IamRequest.of("kms:Decrypt", VOLUME_KEY))).isFalse();
    }

    @Test
    void itReportsToTheReportsTopicAlone() {
        String reports = deployed.arn("Reports");

        assertThat(stopper.allows(IamRequest.of("sns:Publish", reports))).isTrue();
        assertThat(stopper.allows(IamRequest.of("sns:Publish", deployed.arn("Alarms"))))
                .isFalse();
        IamRequest encrypt = IamRequest.of("kms:GenerateDataKey", deployed.arn("Key"));
        assertThat(stopper.allows(encrypt.with("kms:EncryptionContext:aws:sns:topicArn", List.of(reports))))
                .isTrue();
        assertThat(stopper.allows(encrypt)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2:RunInstances", "iam:PassRole", "sts:AssumeRole", "s3:GetObject", "ssm:GetParameter"})
    void itMayNothingElse(String action) {
        assertThat(stopper.allows(IamRequest.of(action, "*"))).isFalse();
    }

    @Test
    void onlyLookingAroundIsNotBoundToAResource() {
        assertThat(deployed.actionsOnEverything())
                .containsExactlyInAnyOrder("ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeVolumes");
    }

    @Test
    void theSchedulerInvokesTheAliasAndNoOtherVersion() {
        String alias = deployed.arn("Live");

        assertThat(scheduler.allowedActions()).containsExactly("lambda:InvokeFunction", "sqs:SendMessage");
        assertThat(scheduler.allows(IamRequest.of("lambda:InvokeFunction", alias)))
                .isTrue();
        assertThat(scheduler.allows(IamRequest.of("lambda:InvokeFunction", deployed.arn("Function"))))
                .isFalse();
        assertThat(scheduler.allows(IamRequest.of("sqs:SendMessage", deployed.arn("undelivered"))))
                .isTrue();
        assertThat(scheduler.allows(IamRequest.of("sqs:SendMessage", deployed.arn("failed"))))
                .isFalse();
    }
}
