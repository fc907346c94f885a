package dev.nightshift.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.site.Site;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/// What other people's rules find in the stack. (CDK's own validator runs with every synthesis.)
class ChecksTest {
    /// What holds for every stack; the reasons of a function's permissions stand where they are given.
    private static final List<NagPackSuppression> EXPLAINED = List.of(
            explained(
                    "AwsSolutions-SQS3",
                    "Queues are where failures end, or hold hints that the schedule makes up for."),
            explained(
                    "AwsSolutions-S1",
                    "Only the functions' roles and administrators reach the bucket, and its versions tell what changed."));

    @ParameterizedTest
    @MethodSource("sites")
    void neitherCdkNorCdkNagFindsWhatIsNotExplained(Site site) {
        App app = Synth.app(AppProps.builder());

        nothingIsFoundIn(app, new NightshiftStack(app, site, Assembly.REPOSITORY));
    }

    static List<Site> sites() {
        return List.of(
                Site.read(Assembly.REPOSITORY.root().resolve(Path.of("infra", "site.yaml"))),
                Assembly.site(Assembly.SITE),
                Assembly.site(AsgLiveIpExporterTest.SITE),
                Assembly.site(ConsumerPermissionsTest.SITE),
                Assembly.site(CheckerTest.FRONTS),
                Assembly.site(CheckerTest.SITE + "  ssl-expiry-checker@internal: {endpoints: [a.internal]}\n"));
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

    /// No JDK has `GMT+0`.
    @Test
    void aZoneThatTheJdkHasOtherwiseIsSaidOfTheSiteAndOfWhatSchedulerEvaluates() {
        App app = Synth.app(AppProps.builder());
        Site site = Assembly.site("""
                site: acme-prod
                zone: GMT+0
                functions:
                  parameter-store-rotator: {paths: [/prod/]}
                """);

        Annotations annotations = Annotations.fromStack(new NightshiftStack(app, site, Assembly.REPOSITORY));

        annotations.hasWarning("*", Match.stringLikeRegexp("GMT\\+0: the JDK here has other rules than tzdata 20"));
        annotations.hasWarning(
                "*",
                Match.stringLikeRegexp(
                        "parameter-store-rotator: EventBridge Scheduler starts it in GMT\\+0 by AWS's own"));
    }

    @Test
    void whatMachinesWithoutTheTagAreStoppedIsSaid() {
        App app = Synth.app(AppProps.builder());
        Site site = Assembly.site("""
                site: acme-prod
                zone: UTC
                functions:
                  weekend-instance-stopper:
                    untagged: {schedule: lab, accounts: ["111122223333"]}
                    schedules: {lab: {stop: [Fri 18:00 -> Mon 08:00]}}
                """);

        Annotations.fromStack(new NightshiftStack(app, site, Assembly.REPOSITORY))
                .hasWarning(
                        "*",
                        Match.stringLikeRegexp("untagged: every instance without the tag nightshift:schedule in account"
                                + " 111122223333 is stopped by schedule lab, unless it has the tag"
                                + " nightshift:never-stop"));
    }

    @Test
    void neitherCdkNorCdkNagFindsWhatIsNotExplainedInOtherAccounts() {
        App app = Synth.app(AppProps.builder());

        nothingIsFoundIn(app, new WatchedAccount(app, Assembly.site(Assembly.SITE)));
    }

    private static void nothingIsFoundIn(App app, Stack stack) {
        Aspects.of(app).add(new AwsSolutionsChecks());
        NagSuppressions.addStackSuppressions(stack, EXPLAINED);

        Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
        Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
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

    private static NagPackSuppression explained(String rule, String reason) {
        return NagPackSuppression.builder().id(rule).reason(reason).build();
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
