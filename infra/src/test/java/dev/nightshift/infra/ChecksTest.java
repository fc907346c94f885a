package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.site.FunctionSite;
import dev.nightshift.site.Site;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/// What other people's rules find in the stack. (CDK's own validator runs with every synthesis.)
class ChecksTest {
    private static final NagPackSuppression DESCRIBING =
            explained("AwsSolutions-IAM5", "Describe actions know no resources.", "Resource::*");
    private static final NagPackSuppression INSTANCES = explained(
            "AwsSolutions-IAM5",
            "Instances are chosen by the presence of their tag, not by their ids.",
            "Resource::arn:<AWS::Partition>:ec2:eu-central-1:<AWS::AccountId>:instance/*",
            "Resource::arn:<AWS::Partition>:ec2:sa-east-1:<AWS::AccountId>:instance/*");
    private static final NagPackSuppression KEYS = explained(
            "AwsSolutions-IAM5",
            "Which keys volumes have is not known before; DescribeKey only says who manages one.",
            "Resource::arn:<AWS::Partition>:kms:eu-central-1:<AWS::AccountId>:key/*",
            "Resource::arn:<AWS::Partition>:kms:sa-east-1:<AWS::AccountId>:key/*");
    private static final NagPackSuppression CERTIFICATES = explained(
            "AwsSolutions-IAM5",
            "All certificates and databases of the account are looked at.",
            "Resource::arn:<AWS::Partition>:acm:*:<AWS::AccountId>:certificate/*",
            "Resource::arn:<AWS::Partition>:rds:*:<AWS::AccountId>:db:*");
    private static final NagPackSuppression FAILURES =
            explained("AwsSolutions-SQS3", "Both queues are where failures end: they are dead-letter queues.");
    private static final NagPackSuppression BUCKET = explained(
            "AwsSolutions-S1",
            "Only the functions' roles and administrators reach the bucket, and its versions tell what" + " changed.");
    private static final NagPackSuppression PUBLISHING = explained(
            "AwsSolutions-IAM5",
            "What the SNS developer guide asks of a publisher; bound to one key and topic.",
            "Action::kms:GenerateDataKey*");

    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplained() {
        App app = Synth.app(AppProps.builder());
        NightshiftStack stack = new NightshiftStack(app, Assembly.site(Assembly.SITE), Assembly.REPOSITORY);

        nothingIsFoundIn(
                app,
                stack,
                DESCRIBING,
                INSTANCES,
                KEYS,
                FAILURES,
                BUCKET,
                ownState("weekend-instance-stopper"),
                PUBLISHING);
    }

    /// Each function of the registry, as the committed site has it.
    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplainedInTheCommittedSite() {
        Site site = Site.read(Assembly.REPOSITORY.root().resolve(Path.of("infra", "site.yaml")));
        List<NagPackSuppression> explained = new ArrayList<>(List.of(FAILURES, BUCKET, PUBLISHING));
        for (FunctionSite.Kind kind : FunctionSite.Kind.values()) {
            assertThat(site.functions()).containsKey(kind.functionName());
            explained.add(ownState(kind.functionName()));
            explained.addAll(explanations(kind));
        }
        App app = Synth.app(AppProps.builder());
        NightshiftStack stack = new NightshiftStack(app, site, Assembly.REPOSITORY);

        nothingIsFoundIn(app, stack, explained.toArray(NagPackSuppression[]::new));
    }

    private static List<NagPackSuppression> explanations(FunctionSite.Kind kind) {
        return switch (kind) {
            case ASG_LIVE_IP_EXPORTER -> List.of(DESCRIBING);
            case PARAMETER_STORE_ROTATOR ->
                List.of(
                        DESCRIBING,
                        explained(
                                "AwsSolutions-IAM5",
                                "Opted in by tags, which IAM does not see; pending values are named by hashes.",
                                "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/example/prod/*",
                                "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/nightshift-pending/*"));
            case SSL_EXPIRY_CHECKER -> List.of(DESCRIBING, CERTIFICATES);
            case WEEKEND_INSTANCE_STOPPER ->
                List.of(
                        DESCRIBING,
                        explained(
                                "AwsSolutions-IAM5",
                                "Instances are chosen by their tag; a key's manager has to be known before a start.",
                                "Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*",
                                "Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*"));
        };
    }

    private static NagPackSuppression ownState(String function) {
        return explained(
                "AwsSolutions-IAM5",
                "The function's own state.",
                "Resource::<stateBucket34297045.Arn>/state/" + function + "/*");
    }

    @Test
    void aLeadThatIsTooShortForItsStartsIsWarnedOf() {
        App app = Synth.app(AppProps.builder());
        Site site = Assembly.site("""
                site: acme-prod
                zone: UTC
                functions:
                  weekend-instance-stopper:
                    brake: {maxStopsPerRegion: 2000}
                    schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
                """);
        NightshiftStack stack = new NightshiftStack(app, site, Assembly.REPOSITORY);

        Annotations.fromStack(stack)
                .hasWarning("*", Match.stringLikeRegexp("schedules\\.lab\\.startLead: is shorter than EC2 takes"));
    }

    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplainedInOtherAccounts() {
        App app = Synth.app(AppProps.builder());

        nothingIsFoundIn(app, new WatchedAccount(app, Assembly.site(Assembly.SITE)), DESCRIBING, INSTANCES, KEYS);
    }

    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplainedOfTheRotator() {
        App app = Synth.app(AppProps.builder());
        NightshiftStack stack =
                new NightshiftStack(app, Assembly.site(ParameterStoreRotatorTest.SITE), Assembly.REPOSITORY);

        nothingIsFoundIn(
                app,
                stack,
                DESCRIBING,
                FAILURES,
                BUCKET,
                PUBLISHING,
                ownState("parameter-store-rotator"),
                explained(
                        "AwsSolutions-IAM5",
                        "What is below a path is opted in by tags, which IAM does not see when a value is read.",
                        "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/acme/prod/*"),
                explained(
                        "AwsSolutions-IAM5",
                        "Pending values are named by hashes.",
                        "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/nightshift-pending/*"));
    }

    private static void nothingIsFoundIn(App app, Stack stack, NagPackSuppression... explained) {
        Aspects.of(app).add(new AwsSolutionsChecks());
        NagSuppressions.addStackSuppressions(stack, List.of(explained));

        Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
        Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
    }

    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplainedInTheChecker() {
        App app = Synth.app(AppProps.builder());
        String twice = CheckerTest.SITE + "  ssl-expiry-checker@internal: {endpoints: [a.internal]}\n";
        NightshiftStack stack = new NightshiftStack(app, Assembly.site(twice), Assembly.REPOSITORY);

        nothingIsFoundIn(
                app,
                stack,
                explained(
                        "AwsSolutions-IAM5",
                        "Listing knows no resources, and neither do network interfaces.",
                        "Resource::*"),
                CERTIFICATES,
                FAILURES,
                BUCKET,
                ownState("ssl-expiry-checker"),
                ownState("ssl-expiry-checker-internal"),
                PUBLISHING);
    }

    @Test
    void cfnLintFindsNothing() throws IOException, InterruptedException {
        boolean required = "required".equals(System.getProperty("nightshift.cfnlint"));
        assumeTrue(required || succeeds("cfn-lint", "--version"), "cfn-lint is not installed");

        // .cfnlintrc says what is ignored; options on the command line would replace it.
        Process lint = new ProcessBuilder(
                        "cfn-lint",
                        Assembly.shared().templateFile().toString(),
                        Assembly.shared().accounts().templateFile().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(lint.waitFor()).as(output).isZero();
    }

    private static NagPackSuppression explained(String rule, String reason, String... findings) {
        return NagPackSuppression.builder()
                .id(rule)
                .reason(reason)
                .appliesTo(findings.length == 0 ? null : List.of(findings))
                .build();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
